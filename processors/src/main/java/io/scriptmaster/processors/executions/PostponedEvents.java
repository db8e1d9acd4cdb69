package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.execution.PostponedRange;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The events of tenants that have too many under way. They stay where they are, in their topic, and
 * nothing is kept of them but a range of offsets for each tenant: to pass one by costs no more than
 * to look at its key, so nobody waits long behind a flood. Each is read again when its tenant has
 * room.
 *
 * <p>From the moment that one event of a tenant is postponed, all later ones are, until the range
 * has been read: so they keep their order. Owned by the stream thread of the partition.
 */
final class PostponedEvents {

  static final String STORE = "postponed-events";
  static final String OBJECT = "postponed-events-of-task";

  private final Map<Bytes, Range> ranges = new LinkedHashMap<>();
  private final Set<String> changed = new LinkedHashSet<>();
  private Room room = Room.NONE;
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
          public boolean isWithinQuota(String tenant) {
            return true;
          }
        };

    /** Whether one more event of the tenant would be taken into memory. */
    boolean hasPlace(String tenant);

    /** Whether the tenant may have one more event waiting. */
    boolean isWithinQuota(String tenant);
  }

  /** Of one tenant: from {@code next} to before {@code end}. */
  static final class Range {

    private final String tenant;
    private final Bytes key;
    private long next;
    private long end;
    private long count;

    private Range(String tenant, Bytes key, long next, long end, long count) {
      this.tenant = tenant;
      this.key = key;
      this.next = next;
      this.end = end;
      this.count = count;
    }

    String tenant() {
      return tenant;
    }

    long next() {
      return next;
    }

    long end() {
      return end;
    }

    boolean isOf(byte[] recordKey) {
      return recordKey != null && key.equals(Bytes.wrap(recordKey));
    }

    boolean isRead() {
      return next >= end;
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
            PostponedRange stored = entry.value;
            Bytes key = key(entry.key);
            ranges.put(
                key,
                new Range(entry.key, key, stored.getNext(), stored.getEnd(), stored.getCount()));
          });
    }
  }

  void askForRoom(Room newRoom) {
    room = newRoom;
  }

  /** Later events of the tenant than the one at this offset are postponed, until it has room. */
  void begin(String tenant, long offset) {
    Bytes key = key(tenant);
    if (!ranges.containsKey(key)) {
      ranges.put(key, new Range(tenant, key, offset + 1, offset + 1, 0));
      changed.add(tenant);
    }
  }

  /**
   * Postpones the record, if that is to be done with its tenant's.
   *
   * @param key of the record; it names the tenant, or else the record is dealt with at once
   * @return whether it was postponed
   */
  boolean postpone(byte[] key, long offset) {
    if (ranges.isEmpty() || key == null) {
      return false;
    }
    Range range = ranges.get(Bytes.wrap(key));
    if (range == null) {
      return false;
    }
    if (range.isRead() && room.hasPlace(range.tenant)) {
      forget(range);
      return false;
    }
    // Beyond the quota it is rejected as any other is, and known again when it is met in the range.
    if (!room.isWithinQuota(range.tenant)) {
      return false;
    }
    if (range.isRead()) {
      range.next = offset;
    }
    range.end = offset + 1;
    range.count++;
    changed.add(range.tenant);
    return true;
  }

  boolean isEmpty() {
    return ranges.isEmpty();
  }

  /** How many events of the tenant are postponed. */
  long count(String tenant) {
    if (ranges.isEmpty()) {
      return 0;
    }
    Range range = ranges.get(key(tenant));
    return range == null ? 0 : range.count;
  }

  List<String> tenants() {
    return ranges.values().stream().map(Range::tenant).toList();
  }

  /** The next of the tenants in turn that has room for an event. */
  Optional<Range> nextWithRoom() {
    for (Range range : new ArrayList<>(ranges.values())) {
      if (room.hasPlace(range.tenant)) {
        if (!range.isRead()) {
          return Optional.of(range);
        }
        forget(range);
      }
    }
    return Optional.empty();
  }

  boolean hasRoom(Range range) {
    return room.hasPlace(range.tenant);
  }

  /** All up to this record were dealt with. */
  void read(Range range, long offset, boolean ofTenant) {
    range.next = offset + 1;
    if (ofTenant) {
      range.count = Math.max(0, range.count - 1);
    }
    changed.add(range.tenant);
    if (range.isRead()) {
      forget(range);
    }
  }

  /** What was before this offset is gone. */
  void skipTo(Range range, long offset) {
    range.next = Math.min(offset, range.end);
    changed.add(range.tenant);
    if (range.isRead()) {
      forget(range);
    }
  }

  /** The others come first from now on. */
  void toTheEnd(Range range) {
    if (ranges.remove(range.key, range)) {
      ranges.put(range.key, range);
    }
  }

  private void forget(Range range) {
    ranges.remove(range.key);
    changed.add(range.tenant);
  }

  /** To be called before each commit. */
  void beforeCommit() {
    for (String tenant : changed) {
      Range range = ranges.get(key(tenant));
      if (range == null) {
        store.delete(tenant);
      } else {
        store.put(tenant, new PostponedRange(range.next, range.end, range.count));
      }
    }
    changed.clear();
  }

  private static Bytes key(String tenant) {
    return Bytes.wrap(tenant.getBytes(UTF_8));
  }
}
