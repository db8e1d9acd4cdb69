package io.scriptmaster.scheduler;

import io.scriptmaster.processors.streams.WallClockPunctuation;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each slot by schedule and time, and forgets those older than the retention. */
final class KeepSlotProcessor extends ContextualProcessor<String, ScheduleSlot, Void, Void> {

  static final Duration FORGET_EVERY = Duration.ofSeconds(10);

  private final Duration retention;

  private KeyValueStore<String, ScheduleSlot> slots;
  private Cancellable forgetting;

  KeepSlotProcessor(Duration retention) {
    this.retention = retention;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    slots = context.getStateStore(SlotLedger.SLOTS_BY_TIME);
    OldEntries<ScheduleSlot> old =
        new OldEntries<>(
            slots,
            (schedule, upTo) ->
                new OldEntries.Keys(
                    SlotKeys.newestFirst(schedule, upTo), SlotKeys.afterAllOf(schedule)));
    forgetting =
        WallClockPunctuation.schedule(
            context, FORGET_EVERY, now -> old.forget(Instant.ofEpochMilli(now).minus(retention)));
  }

  @Override
  public void process(Record<String, ScheduleSlot> record) {
    ScheduleSlot slot = record.value();
    if (slot != null) {
      slots.put(keyByTime(slot), slot);
    }
  }

  @Override
  public void close() {
    forgetting.cancel();
  }

  private static String keyByTime(ScheduleSlot slot) {
    return SlotKeys.newestFirst(
        SlotKeys.schedule(slot.getTenant(), slot.getSchedule()), slot.getSlotTime());
  }
}
