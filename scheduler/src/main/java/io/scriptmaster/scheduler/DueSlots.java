package io.scriptmaster.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The schedules in the order in which their next slots come due, of one partition.
 *
 * <p>Remembers when the next one is, so that a moment at which nothing is due costs a comparison,
 * and never looks at what was deleted before: RocksDB would walk over all of it. Owned by the
 * stream thread of its task.
 */
final class DueSlots {

  private final KeyValueStore<String, String> store;

  /** Nothing is due earlier. */
  private Instant earliest = Instant.EPOCH;

  DueSlots(KeyValueStore<String, String> store) {
    this.store = store;
  }

  /** Moves a schedule. */
  void move(String schedule, Optional<Instant> from, Optional<Instant> to) {
    if (from.equals(to)) {
      return;
    }
    from.ifPresent(dueAt -> store.delete(SlotKeys.due(dueAt, schedule)));
    to.ifPresent(
        dueAt -> {
          store.put(SlotKeys.due(dueAt, schedule), "");
          if (dueAt.isBefore(earliest)) {
            earliest = dueAt;
          }
        });
  }

  /** The keys of schedules with a slot that is due, earliest first. */
  List<String> due(Instant now, int limit) {
    List<String> schedules = new ArrayList<>();
    if (now.isBefore(earliest)) {
      return schedules;
    }
    try (var rest = store.range(SlotKeys.startingAt(earliest), null)) {
      earliest = Instant.MAX;
      while (rest.hasNext()) {
        String key = rest.next().key;
        Instant dueAt = SlotKeys.dueAt(key);
        if (dueAt.isAfter(now) || schedules.size() == limit) {
          earliest = dueAt;
          break;
        }
        schedules.add(SlotKeys.scheduleOf(key));
      }
    }
    return schedules;
  }
}
