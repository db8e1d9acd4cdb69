package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.streams.PartitionReader;
import io.scriptmaster.processors.streams.RecordsGoneException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Reads postponed events again, those of one tenant after another, as long as it has room. Owned by
 * the stream thread of the partition.
 */
final class ReadPostponed implements AutoCloseable {

  /** A turn of the stream thread; it has to commit and to poll. */
  private static final long TURN_NANOS = 5_000_000;

  /** Then it is another tenant's turn, if one has room: each change costs a fetch. */
  private static final long TENANT_NANOS = 50_000_000;

  /** A reader that has nothing to do is kept this long: floods come in waves. */
  private static final long IDLE_NANOS = Duration.ofSeconds(30).toNanos();

  private final PostponedEvents postponed;
  private final Supplier<PartitionReader> opener;
  private final Consumer<ConsumerRecord<byte[], byte[]>> found;
  private final Lost lost;

  private PartitionReader reader;
  private long idleSince;
  private PostponedOffsets current;
  private long currentSince;

  /** Fetched of the current range and not dealt with. */
  private final Deque<ConsumerRecord<byte[], byte[]>> fetched = new ArrayDeque<>();

  /** Told what the topic forgot before it was read. */
  interface Lost {
    void lost(PostponedOffsets range, long earliest);
  }

  ReadPostponed(
      PostponedEvents postponed,
      Supplier<PartitionReader> opener,
      Consumer<ConsumerRecord<byte[], byte[]>> found,
      Lost lost) {
    this.postponed = postponed;
    this.opener = opener;
    this.found = found;
    this.lost = lost;
  }

  /**
   * Deals with some.
   *
   * @return whether there may be more to do soon
   */
  boolean proceed() {
    if (!postponed.hasUnread()) {
      closeIdle();
      return false;
    }
    long deadline = System.nanoTime() + TURN_NANOS;
    boolean room = choose();
    while (room && System.nanoTime() < deadline && fetch()) {
      dealWithFetched(deadline);
      room = choose();
    }
    return room;
  }

  /** The tenant in turn keeps it for a while, as long as it has room. */
  private boolean choose() {
    long now = System.nanoTime();
    if (current != null
        && !current.isRead()
        && now - currentSince < TENANT_NANOS
        && postponed.hasRoom(current)) {
      return true;
    }
    if (current != null) {
      postponed.toTheEnd(current);
    }
    PostponedOffsets next = postponed.nextWithRoom().orElse(null);
    // What was fetched is kept for a tenant without room, as long as no other has some.
    if (next != null && next != current) {
      fetched.clear();
      current = next;
    }
    currentSince = now;
    return next != null;
  }

  private boolean fetch() {
    if (!fetched.isEmpty()) {
      return true;
    }
    if (reader == null) {
      reader = opener.get();
    }
    idleSince = System.nanoTime();
    try {
      fetched.addAll(reader.read(current.next()));
    } catch (RecordsGoneException e) {
      lost.lost(current, e.earliest());
      postponed.skipTo(current, e.earliest());
    }
    return !fetched.isEmpty();
  }

  private void dealWithFetched(long deadline) {
    while (!fetched.isEmpty() && System.nanoTime() < deadline) {
      ConsumerRecord<byte[], byte[]> record = fetched.peekFirst();
      if (current.isRead() || record.offset() >= current.end()) {
        fetched.clear();
        return;
      }
      if (record.offset() < current.next()) {
        // Between two parts: rejected when it came.
        fetched.removeFirst();
        continue;
      }
      boolean wanted = current.isOf(record.key());
      if (wanted && !postponed.hasRoom(current)) {
        return;
      }
      fetched.removeFirst();
      // First: it is not among those that wait when it is looked at.
      postponed.read(current, record.offset(), wanted);
      if (wanted) {
        found.accept(record);
      }
    }
  }

  private void closeIdle() {
    fetched.clear();
    current = null;
    if (reader != null && System.nanoTime() - idleSince > IDLE_NANOS) {
      close();
    }
  }

  @Override
  public void close() {
    if (reader != null) {
      reader.close();
      reader = null;
    }
    fetched.clear();
    current = null;
  }
}
