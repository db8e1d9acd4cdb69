package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.execution.PostponedPart;
import io.scriptmaster.execution.PostponedRange;
import io.scriptmaster.processors.streams.RecordGate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The events of tenants that have too many under way. They stay where they are, in their topic, and
 * nothing is kept of them but ranges of offsets for each tenant: to pass one by costs no more than
 * to look at its key, so nobody waits long behind a flood. Each is read again when its tenant has
 * room. What is beyond the tenant's quota is rejected at once and in no range, until a tenth of the
 * quota is free again: so the ranges stay few.
 *
 * <p>From the moment that one event of a tenant is postponed, all later ones are, until the range
 * has been read: so they keep their order. As the gate before the partition it takes them as they
 * are polled. It may do so only when all events of the tenant that passed before have been decided,
 * so the gate is closed for as long as that takes. Owned by the stream thread of the partition.
 */
final class PostponedEvents implements RecordGate {

  static final String STORE = "postponed-events";
  static final String OBJECT = "postponed-events-of-task";

  private static final long NO_OFFSET = -1;
  private static final long NEVER = Long.MIN_VALUE;

  /**
   * The gate is closed for no longer, and then open for one poll: Kafka Streams may have dropped
   * the record that is waited for.
   */
  private static final long MOST_CLOSED_NANOS = 100_000_000;

  private final Map<Bytes, Range> ranges = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private Room room = Room.NONE;
  private long beyondQuota = NO_OFFSET;

  /** The last that the gate saw, and the last that was decided. */
  private long polled = NO_OFFSET;

  private long decided = NO_OFFSET;
  private long closedSince = NEVER;
  private KeyValueStore<String, PostponedRange> store;

  /** Who knows how much a tenant has under way. */
  interface Room {

    Room NONE =
        new Room() {
          @Override
          public boolean hasPlace(String tenant) {
            return false;
          }

          @Override
          public boolean isAtQuota(String tenant) {
            return false;
          }

          @Override
          public boolean isNearQuota(String tenant) {
            return false;
          }
        };

    /** Whether one more event of the tenant would be taken into memory. */
    boolean hasPlace(String tenant);

    /** Whether the tenant may have no more events waiting. */
    boolean isAtQuota(String tenant);

    /** Whether it has more than nine tenths of them. */
    boolean isNearQuota(String tenant);
  }

  /** From {@code next} to before {@code end}. */
  private static final class Part {

    private long next;
    private long end;
    private long count;

    Part(long next, long end, long count) {
      this.next = next;
      this.end = end;
      this.count = count;
    }

    void skipTo(long offset) {
      next = offset;
      count = Math.clamp(count, 0, Math.max(0, end - next));
    }
  }

  /** The events of one tenant. */
  static final class Range {

    private final String tenant;
    private final Bytes key;
    private final Deque<Part> parts = new ArrayDeque<>();

    /** All events of the tenant before this have been decided, also where no part is left. */
    private long end = NO_OFFSET;

    /** The last event of the tenant that passed the gate. */
    private long passed;

    /** Beyond its quota, and not far enough below it again. */
    private boolean full;

    /** The last record was rejected: what follows is another part. */
    private boolean interrupted;

    private Range(String tenant, Bytes key, long passed) {
      this.tenant = tenant;
      this.key = key;
      this.passed = passed;
    }

    String tenant() {
      return tenant;
    }

    boolean isOf(byte[] recordKey) {
      return recordKey != null && key.equals(Bytes.wrap(recordKey));
    }

    boolean isRead() {
      return parts.isEmpty();
    }

    /** Where to read on; not to be asked of one that is read. */
    long next() {
      return parts.getFirst().next;
    }

    /** Where its part ends that is to be read next. */
    long end() {
      return parts.getFirst().end;
    }

    private long count() {
      return parts.stream().mapToLong(part -> part.count).sum();
    }

    private void add(long offset) {
      if (interrupted || parts.isEmpty()) {
        parts.addLast(new Part(offset, offset, 0));
        interrupted = false;
      }
      Part last = parts.getLast();
      last.end = offset + 1;
      last.count++;
      end = last.end;
    }

    /** Where all is read, what is left is an empty part at its end. */
    private PostponedRange toRecord() {
      return new PostponedRange(
          isRead()
              ? List.of(new PostponedPart(end, end, 0L))
              : parts.stream()
                  .map(part -> new PostponedPart(part.next, part.end, part.count))
                  .toList());
    }

    private void forgetReadParts() {
      while (!parts.isEmpty() && parts.getFirst().next >= parts.getFirst().end) {
        parts.removeFirst();
      }
    }
  }

  /**
   * Takes up what an earlier owner of the partition left.
   *
   * @param newStore where it is kept from now on
   */
  void restore(KeyValueStore<String, PostponedRange> newStore) {
    store = newStore;
    ranges.clear();
    changed.clear();
    try (var entries = store.all()) {
      entries.forEachRemaining(
          entry -> {
            Range range = new Range(entry.key, key(entry.key), NO_OFFSET);
            for (PostponedPart part : entry.value.getParts()) {
              range.parts.addLast(new Part(part.getNext(), part.getEnd(), part.getCount()));
              range.end = part.getEnd();
            }
            range.forgetReadParts();
            ranges.put(range.key, range);
          });
    }
  }

  void askForRoom(Room newRoom) {
    room = newRoom;
  }

  /** Later events of the tenant are postponed, until it has room. */
  void begin(String tenant) {
    Bytes key = key(tenant);
    // Those that have been polled since are on their way through the topology.
    ranges.computeIfAbsent(key, _ -> new Range(tenant, key, Math.max(polled, decided)));
  }

  @Override
  public boolean isClosed() {
    if (!isBehindTheGate()) {
      closedSince = NEVER;
      return false;
    }
    long now = System.nanoTime();
    if (closedSince == NEVER) {
      closedSince = now;
    } else if (now - closedSince > MOST_CLOSED_NANOS) {
      closedSince = NEVER;
      return false;
    }
    return true;
  }

  /** Events that passed and are not decided keep the gate from taking later ones. */
  private boolean isBehindTheGate() {
    for (Range range : ranges.values()) {
      if (range.passed > decided && !range.full) {
        return true;
      }
    }
    return false;
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> pass(List<ConsumerRecord<byte[], byte[]>> records) {
    long last = records.getLast().offset();
    polled = last;
    if (ranges.isEmpty()) {
      return records;
    }
    List<ConsumerRecord<byte[], byte[]>> through = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> record : records) {
      // The last one tells who decides how far the gate has come.
      if (!takes(record.key(), record.offset(), record.offset() == last)) {
        through.add(record);
      }
    }
    return through;
  }

  private boolean takes(byte[] key, long offset, boolean last) {
    Range range = key == null ? null : ranges.get(Bytes.wrap(key));
    if (range == null) {
      return false;
    }
    if (offset < range.end && !last) {
      return true;
    }
    if (last
        || range.passed > decided
        || range.isRead() && room.hasPlace(range.tenant)
        || isFull(range)) {
      range.passed = offset;
      return false;
    }
    add(range, offset);
    return true;
  }

  private boolean isFull(Range range) {
    range.full = range.full ? room.isNearQuota(range.tenant) : room.isAtQuota(range.tenant);
    return range.full;
  }

  private void add(Range range, long offset) {
    range.add(offset);
    changed.add(range.tenant);
  }

  /**
   * Postpones the record, if that is to be done with its tenant's.
   *
   * @param key of the record; it names the tenant, or else the record is dealt with at once
   * @return whether it was postponed, now or before a restart
   */
  boolean postpone(byte[] key, long offset) {
    beyondQuota = NO_OFFSET;
    decided = offset;
    if (ranges.isEmpty() || key == null) {
      return false;
    }
    Range range = ranges.get(Bytes.wrap(key));
    if (range == null) {
      return false;
    }
    if (offset < range.end) {
      // Read again after a restart: what the gate took is committed before it passes for read.
      return true;
    }
    if (range.isRead() && room.hasPlace(range.tenant)) {
      forget(range);
      return false;
    }
    if (isFull(range)) {
      range.interrupted = true;
      beyondQuota = offset;
      return false;
    }
    add(range, offset);
    return true;
  }

  /**
   * Whether the event at this offset is the last that was not postponed because its tenant has too
   * many waiting: it must be rejected, also if some have ended since.
   */
  boolean isBeyondQuota(long offset) {
    return offset == beyondQuota;
  }

  /** Whether earlier events of the tenant have not been read. */
  boolean isBehind(String tenant, long offset) {
    if (ranges.isEmpty()) {
      return false;
    }
    Range range = ranges.get(key(tenant));
    return range != null && !range.isRead() && offset >= range.parts.getLast().end;
  }

  /** Nobody's events are postponed, and nothing need be known of earlier ones. */
  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** Whether there is something to read again, for whom there is room or not. */
  boolean hasUnread() {
    if (isEmpty()) {
      return false;
    }
    for (Range range : List.copyOf(ranges.values())) {
      if (range.isRead() && room.hasPlace(range.tenant)) {
        forgetRead(range);
      }
    }
    return ranges.values().stream().anyMatch(range -> !range.isRead());
  }

  /** How many events of the tenant are postponed. */
  long count(String tenant) {
    if (ranges.isEmpty()) {
      return 0;
    }
    Range range = ranges.get(key(tenant));
    return range == null ? 0 : range.count();
  }

  List<String> tenants() {
    return ranges.values().stream().map(Range::tenant).toList();
  }

  /** The next of the tenants in turn that has room for an event. */
  Optional<Range> nextWithRoom() {
    return ranges.values().stream()
        .filter(range -> !range.isRead() && room.hasPlace(range.tenant))
        .findFirst();
  }

  boolean hasRoom(Range range) {
    return room.hasPlace(range.tenant);
  }

  /** All up to this record are dealt with. */
  void read(Range range, long offset, boolean ofTenant) {
    Part part = range.parts.getFirst();
    part.next = offset + 1;
    if (ofTenant) {
      part.count = Math.max(0, part.count - 1);
    }
    moved(range);
  }

  /**
   * What was before this offset is gone; all of it, where the topic goes on before what is to be
   * read.
   */
  void skipTo(Range range, long earliest) {
    boolean all = earliest <= range.next();
    for (Part part : range.parts) {
      part.skipTo(all ? part.end : Math.max(part.next, earliest));
    }
    moved(range);
  }

  private void moved(Range range) {
    changed.add(range.tenant);
    range.forgetReadParts();
    if (range.isRead()) {
      forgetRead(range);
    }
  }

  /** The others come first from now on. */
  void toTheEnd(Range range) {
    if (ranges.remove(range.key, range)) {
      ranges.put(range.key, range);
    }
  }

  /**
   * The reader may be ahead of those that decide, and what they have not decided is read again
   * after a restart: until they have come as far, it must be known what was taken.
   */
  private void forgetRead(Range range) {
    if (decided >= range.end - 1) {
      forget(range);
    }
  }

  private void forget(Range range) {
    ranges.remove(range.key, range);
    changed.add(range.tenant);
  }

  /** To be called before each commit. */
  void beforeCommit() {
    for (String tenant : changed) {
      Range range = ranges.get(key(tenant));
      if (range == null) {
        store.delete(tenant);
      } else {
        store.put(tenant, range.toRecord());
      }
    }
    changed.clear();
  }

  private static Bytes key(String tenant) {
    return Bytes.wrap(tenant.getBytes(UTF_8));
  }
}
