package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each slot by schedule and time, and forgets those older than the retention. */
final class KeepSlotProcessor extends ContextualProcessor<String, ScheduleSlot, Void, Void> {

  static final Duration FORGET_EVERY = Duration.ofSeconds(10);

  /** Schedules per turn, so that a turn stays short; the next turn goes on behind them. */
  static final int SCHEDULES_PER_TURN = 1_000;

  /** Slots per schedule and turn. */
  static final int FORGET_AT_MOST = 1_000;

  private final Duration retention;

  private KeyValueStore<String, ScheduleSlot> slots;
  private String turnBegins = "";

  KeepSlotProcessor(Duration retention) {
    this.retention = retention;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    slots = context.getStateStore(SlotLedger.SLOTS_BY_TIME);
    context.schedule(
        FORGET_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> forget(Instant.ofEpochMilli(now).minus(retention)));
  }

  @Override
  public void process(Record<String, ScheduleSlot> record) {
    ScheduleSlot slot = record.value();
    if (slot != null) {
      slots.put(keyByTime(slot), slot);
    }
  }

  private void forget(Instant before) {
    for (int turn = 0; turn < SCHEDULES_PER_TURN; turn++) {
      String schedule = firstScheduleFrom(turnBegins);
      if (schedule.isEmpty()) {
        turnBegins = "";
        return;
      }
      forget(schedule, before);
      turnBegins = SlotKeys.afterAllOf(schedule);
    }
  }

  /** Leaps over all slots of the schedule before. */
  private String firstScheduleFrom(String key) {
    try (var rest = slots.range(key, null)) {
      return rest.hasNext() ? scheduleOf(rest.next().value) : "";
    }
  }

  private void forget(String schedule, Instant before) {
    List<String> old = new ArrayList<>();
    try (var rest =
        slots.range(SlotKeys.newestFirst(schedule, before), SlotKeys.afterAllOf(schedule))) {
      while (rest.hasNext() && old.size() < FORGET_AT_MOST) {
        old.add(rest.next().key);
      }
    }
    old.forEach(slots::delete);
  }

  private static String keyByTime(ScheduleSlot slot) {
    return SlotKeys.newestFirst(scheduleOf(slot), slot.getSlotTime());
  }

  private static String scheduleOf(ScheduleSlot slot) {
    return SlotKeys.schedule(slot.getTenant(), slot.getSchedule());
  }
}
