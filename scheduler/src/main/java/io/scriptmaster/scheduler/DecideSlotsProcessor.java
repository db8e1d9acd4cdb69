package io.scriptmaster.scheduler;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.streams.WallClockPunctuation;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.apache.kafka.common.metrics.Sensor;
import org.apache.kafka.common.metrics.Sensor.RecordingLevel;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Loads what is known of a schedule, lets {@link DecideSlots} decide, saves and forwards. */
final class DecideSlotsProcessor
    extends ContextualProcessor<String, ScheduleInput, String, SlotDecision> {

  private static final Logger LOG = LoggerFactory.getLogger(DecideSlotsProcessor.class);

  static final Duration TICK = Duration.ofMillis(50);

  /**
   * After a start, changes that were made meanwhile are read before slots are decided: none is
   * fired by a definition that was replaced. So long without one is taken as having read all.
   */
  static final Duration QUIET = Duration.ofMillis(500);

  /** A stream of changes does not hold up what is due for longer. */
  static final Duration QUIET_AT_MOST = Duration.ofSeconds(5);

  /** Slots per turn: a backlog is worked off without a transaction that takes too long. */
  static final int SLOTS_PER_TURN = 2_000;

  private static final Duration JUMP = Duration.ofSeconds(1);

  private final InstantSource clock;
  private final Duration retention;
  private final ScheduleMetrics metrics;

  private ScheduleStores stores;
  private Sensor drift;
  private Cancellable ticks;
  private Cancellable forgetting;
  private Instant lastTick;
  private Instant startedAt;
  private Instant lastChange;
  private boolean settled;

  /**
   * @param retention how long slots may be filled in
   * @param metrics of all partitions here
   */
  DecideSlotsProcessor(InstantSource clock, Duration retention, ScheduleMetrics metrics) {
    this.clock = clock;
    this.retention = retention;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, SlotDecision> context) {
    super.init(context);
    stores = new ScheduleStores(context);
    // Milliseconds from due to fired: average and maximum of this partition.
    drift =
        context
            .metrics()
            .addLatencyRateTotalSensor(
                "slot", context.taskId().toString(), "drift", RecordingLevel.INFO);
    startedAt = clock.instant();
    lastChange = startedAt;
    lastTick = startedAt;
    // A task may be revived with the same processor.
    settled = false;
    startTicks();
    forgetting =
        WallClockPunctuation.schedule(
            context,
            KeepSlotProcessor.FORGET_EVERY,
            _ -> stores.notes().forget(clock.instant().minus(retention)));
  }

  @Override
  public void process(Record<String, ScheduleInput> record) {
    Instant now = clock.instant();
    if (now.isBefore(lastTick.minus(JUMP))) {
      // Kafka Streams would wait until the clock is where it was before it jumped back.
      ticks.cancel();
      startTicks();
      lastTick = now;
    }
    switch (record.value()) {
      case ScheduleInput.Changed(var key, var schedule) -> {
        lastChange = now;
        changed(key, schedule, Instant.ofEpochMilli(record.timestamp()), now);
      }
      case ScheduleInput.Ended(var tenant, var execution) -> ended(tenant, execution, now);
      case ScheduleInput.Asked(var request) -> {
        String key = SlotKeys.schedule(request.getTenant(), request.getSchedule());
        Progress progress = stores.progress(key);
        // Of a schedule that was deleted meanwhile there is nothing to run.
        stores
            .definition(key)
            .ifPresent(
                it ->
                    apply(
                        key,
                        progress,
                        DecideSlots.asked(it, progress, request, stores.notes().of(key), now),
                        true));
      }
    }
  }

  private void changed(String key, Optional<Schedule> schedule, Instant changedAt, Instant now) {
    Optional<ScheduleDefinition> former = stores.definition(key);
    Progress progress = stores.progress(key);
    Optional<ScheduleDefinition> next = schedule.map(ScheduleDefinition::of);
    next.filter(it -> it.timetable().isEmpty())
        .ifPresent(
            _ -> LOG.warn("Schedule {} has no slots: its cron or time zone can't be read", key));
    stores.define(key, schedule);
    if (next.isPresent()) {
      apply(
          key,
          progress,
          DecideSlots.saved(former, next.get(), progress, stores.notes().of(key), now),
          true);
    } else if (former.isPresent()) {
      apply(
          key,
          progress,
          DecideSlots.deleted(former.get(), progress, stores.notes().of(key), changedAt, now),
          false);
    }
  }

  private void ended(String tenant, EndedExecution execution, Instant now) {
    String key = SlotKeys.schedule(tenant, execution.slot().schedule());
    Progress progress = stores.progress(key);
    Optional<ScheduleDefinition> definition = stores.definition(key);
    apply(
        key,
        progress,
        DecideSlots.ended(definition, progress, execution, stores.notes().of(key), now),
        definition.isPresent());
  }

  private void tick() {
    Instant now = clock.instant();
    lastTick = now;
    if (!hasReadChanges(now)) {
      return;
    }
    int left = SLOTS_PER_TURN;
    for (String key : stores.due().due(now, SLOTS_PER_TURN)) {
      Progress progress = stores.progress(key);
      ScheduleDefinition definition =
          stores
              .definition(key)
              .orElseThrow(() -> new IllegalStateException(key + " is due and not defined"));
      // Each schedule gets at least one, so that one with a long backlog does not hold up others.
      SlotDecision decision =
          DecideSlots.due(definition, progress, stores.notes().of(key), now, Math.max(1, left));
      left -= decision.slots().size();
      apply(key, progress, decision, true);
    }
  }

  private boolean hasReadChanges(Instant now) {
    settled =
        settled
            || !now.isBefore(lastChange.plus(QUIET))
            || !now.isBefore(startedAt.plus(QUIET_AT_MOST));
    return settled;
  }

  /** Once, when it is decided: not when it has waited, and not when its execution has ended. */
  private void measure(ScheduleSlot slot, Progress former) {
    boolean isNew =
        slot.getKind().equals(SlotRecords.SCHEDULED)
            && slot.getExecutionOutcome() == null
            && former.waiting().stream()
                .noneMatch(it -> it.getSlotTime().equals(slot.getSlotTime()));
    if (isNew) {
      Duration late = Duration.between(slot.getDueAt(), slot.getActualAt());
      metrics.decided(late);
      if (slot.getOutcome().equals(SlotRecords.RAN)) {
        drift.record(late.toMillis());
      }
    }
  }

  @Override
  public void close() {
    ticks.cancel();
    forgetting.cancel();
    context().metrics().removeSensor(drift);
  }

  private void startTicks() {
    ticks = WallClockPunctuation.schedule(context(), TICK, _ -> tick());
  }

  private void apply(String key, Progress former, SlotDecision decision, boolean exists) {
    if (!former.equals(decision.progress()) || !exists) {
      stores.save(key, former.nextDueAt(), decision.progress(), exists);
    }
    stores.notes().take(key, decision);
    decision.slots().forEach(slot -> measure(slot, former));
    if (!decision.slots().isEmpty() || !decision.events().isEmpty()) {
      context().forward(new Record<>(key, decision, clock.millis()));
    }
  }
}
