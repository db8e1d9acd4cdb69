package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PostponedRange;
import io.scriptmaster.processors.streams.RecordGate;
import java.util.ArrayList;
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
 * are polled, when all events of the tenant that passed before have been decided. Owned by the
 * stream thread of the partition.
 */
final class PostponedEvents implements RecordGate {

  static final String STORE = "postponed-events";
  static final String OBJECT = "postponed-events-of-task";

  private final Map<Bytes, PostponedOffsets> ranges = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private Room room = Room.NONE;
  private long beyondQuota = PostponedOffsets.NONE;

  /** The last that the gate saw, and the last that was decided. */
  private long polled = PostponedOffsets.NONE;

  private long decided = PostponedOffsets.NONE;
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

  /**
   * Takes up what an earlier owner of the partition left.
   *
   * @param newStore where it is kept from now on
   */
  void restore(KeyValueStore<String, PostponedRange> newStore) {
    store = newStore;
    ranges.clear();
    changed.clear();
    polled = PostponedOffsets.NONE;
    decided = PostponedOffsets.NONE;
    beyondQuota = PostponedOffsets.NONE;
    try (var entries = store.all()) {
      entries.forEachRemaining(
          entry -> {
            PostponedOffsets offsets = PostponedOffsets.of(entry.key, entry.value);
            ranges.put(offsets.key(), offsets);
          });
    }
  }

  void askForRoom(Room newRoom) {
    room = newRoom;
  }

  /** Later events of the tenant are postponed, until it has room. */
  void begin(String tenant) {
    Bytes key = PostponedOffsets.keyOf(tenant);
    // Those that have been polled since are on their way through the topology.
    ranges.computeIfAbsent(key, _ -> new PostponedOffsets(tenant, Math.max(polled, decided)));
  }

  @Override
  public List<ConsumerRecord<byte[], byte[]>> pass(List<ConsumerRecord<byte[], byte[]>> records) {
    if (records.getFirst().offset() <= polled) {
      logWentBack();
    }
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

  /** The topic was made anew, or cut off: an offset does not say any more what was decided. */
  private void logWentBack() {
    ranges.values().forEach(PostponedOffsets::forgetDecided);
    decided = PostponedOffsets.NONE;
  }

  private boolean takes(byte[] key, long offset, boolean last) {
    PostponedOffsets range = key == null ? null : ranges.get(Bytes.wrap(key));
    if (range == null || range.isStale()) {
      return false;
    }
    if (offset < range.decidedBefore() && !last) {
      return true;
    }
    if (last
        || range.passed() > decided
        || range.isRead() && room.hasPlace(range.tenant())
        || isFull(range)) {
      range.passes(offset);
      return false;
    }
    add(range, offset);
    return true;
  }

  private boolean isFull(PostponedOffsets range) {
    String tenant = range.tenant();
    range.becomesFull(range.isFull() ? room.isNearQuota(tenant) : room.isAtQuota(tenant));
    return range.isFull();
  }

  private void add(PostponedOffsets range, long offset) {
    range.add(offset);
    changed.add(range.tenant());
  }

  /**
   * Postpones the record, if that is to be done with its tenant's.
   *
   * @param key of the record; it names the tenant, or else the record is dealt with at once
   * @return whether it was postponed, now or before a restart
   */
  boolean postpone(byte[] key, long offset) {
    beyondQuota = PostponedOffsets.NONE;
    decided = offset;
    if (ranges.isEmpty() || key == null) {
      return false;
    }
    PostponedOffsets range = ranges.get(Bytes.wrap(key));
    if (range == null || range.isStale()) {
      return false;
    }
    if (offset < range.decidedBefore()) {
      // Read again after a restart: what the gate took is committed before it passes for read.
      return true;
    }
    if (range.isRead() && room.hasPlace(range.tenant())) {
      forget(range);
      return false;
    }
    if (isFull(range)) {
      range.interrupt();
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
    PostponedOffsets range = ranges.get(PostponedOffsets.keyOf(tenant));
    return range != null && !range.isRead() && !range.isStale() && offset >= range.next();
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
    for (PostponedOffsets range : List.copyOf(ranges.values())) {
      if (range.isRead() && room.hasPlace(range.tenant())) {
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
    PostponedOffsets range = ranges.get(PostponedOffsets.keyOf(tenant));
    return range == null ? 0 : range.count();
  }

  List<String> tenants() {
    return ranges.values().stream().map(PostponedOffsets::tenant).toList();
  }

  /** The next of the tenants in turn that has room for an event. */
  Optional<PostponedOffsets> nextWithRoom() {
    return ranges.values().stream()
        .filter(range -> !range.isRead() && room.hasPlace(range.tenant()))
        .findFirst();
  }

  boolean hasRoom(PostponedOffsets range) {
    return room.hasPlace(range.tenant());
  }

  /** All up to this record are dealt with. */
  void read(PostponedOffsets range, long offset, boolean ofTenant) {
    range.read(offset, ofTenant);
    moved(range);
  }

  /**
   * What was before this offset is gone; all of it, where the topic goes on before what is to be
   * read.
   */
  void skipTo(PostponedOffsets range, long earliest) {
    range.skipTo(earliest);
    moved(range);
  }

  private void moved(PostponedOffsets range) {
    changed.add(range.tenant());
    if (range.isRead()) {
      forgetRead(range);
    }
  }

  /** The others come first from now on. */
  void toTheEnd(PostponedOffsets range) {
    if (ranges.remove(range.key(), range)) {
      ranges.put(range.key(), range);
    }
  }

  /**
   * The reader may be ahead of those that decide, and what they have not decided is read again
   * after a restart: until they have come as far, it must be known what was taken.
   */
  private void forgetRead(PostponedOffsets range) {
    if (decided >= range.decidedBefore() - 1) {
      forget(range);
    }
  }

  private void forget(PostponedOffsets range) {
    ranges.remove(range.key(), range);
    changed.add(range.tenant());
  }

  /** To be called before each commit. */
  void beforeCommit() {
    for (String tenant : changed) {
      PostponedOffsets range = ranges.get(PostponedOffsets.keyOf(tenant));
      if (range == null) {
        store.delete(tenant);
      } else {
        store.put(tenant, range.toRecord());
      }
    }
    changed.clear();
  }
}
