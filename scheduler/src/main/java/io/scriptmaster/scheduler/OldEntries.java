package io.scriptmaster.scheduler;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forgets entries that are old, from a store whose keys are {@code tenant/schedule/time}. Owned by
 * the stream thread of its task.
 */
final class OldEntries<V> {

  /** Schedules per turn, so that a turn stays short; the next turn goes on behind them. */
  static final int SCHEDULES_PER_TURN = 1_000;

  /** Entries per schedule and turn. */
  static final int FORGET_AT_MOST = 1_000;

  private final KeyValueStore<String, V> store;
  private final BiFunction<String, Instant, Keys> old;

  private String turnBegins = "";

  /** Keys from the first one up to and including the last one. */
  record Keys(String first, String last) {}

  /**
   * @param old where entries of a schedule are that are not later than a moment
   */
  OldEntries(KeyValueStore<String, V> store, BiFunction<String, Instant, Keys> old) {
    this.store = store;
    this.old = old;
  }

  /** One turn. */
  void forget(Instant upTo) {
    for (int turn = 0; turn < SCHEDULES_PER_TURN; turn++) {
      String schedule = firstScheduleFrom(turnBegins);
      if (schedule.isEmpty()) {
        turnBegins = "";
        return;
      }
      forget(old.apply(schedule, upTo));
      turnBegins = SlotKeys.afterAllOf(schedule);
    }
  }

  /** Leaps over all entries of the schedule before. */
  private String firstScheduleFrom(String key) {
    try (var rest = store.range(key, null)) {
      return rest.hasNext() ? SlotKeys.withoutTime(rest.next().key) : "";
    }
  }

  private void forget(Keys keys) {
    List<String> found = new ArrayList<>();
    try (var rest = store.range(keys.first(), keys.last())) {
      while (rest.hasNext() && found.size() < FORGET_AT_MOST) {
        found.add(rest.next().key);
      }
    }
    found.forEach(store::delete);
  }
}
