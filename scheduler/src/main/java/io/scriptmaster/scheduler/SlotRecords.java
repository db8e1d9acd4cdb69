package io.scriptmaster.scheduler;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.executions.ExecutionId;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Instant;

/** Writes down what was decided. */
final class SlotRecords {

  static final String SCHEDULED = "scheduled";
  static final String MANUAL = "manual";
  static final String BACKFILL = "backfill";

  static final String RAN = "ran";
  static final String SKIPPED = "skipped";
  static final String MISSED = "missed";
  static final String BUFFERED = "buffered";

  private static final String RUN = "run";
  private static final String CANCEL = "cancel";

  private SlotRecords() {}

  /** A slot of the timing, without an outcome yet. */
  static ScheduleSlot scheduled(ScheduleDefinition definition, Instant slotTime) {
    return slot(definition, SCHEDULED, slotTime, definition.dueAt(slotTime)).build();
  }

  /** A slot that somebody asked for, without an outcome yet. */
  static ScheduleSlot manual(ScheduleDefinition definition, ScheduleRequest request) {
    return slot(definition, MANUAL, request.getSlotTime(), request.getSlotTime())
        .setRequestId(request.getId())
        .build();
  }

  /** A slot of the timing that runs later since somebody asked for it, without an outcome yet. */
  static ScheduleSlot backfill(ScheduleDefinition definition, Instant slotTime, String request) {
    return slot(definition, BACKFILL, slotTime, definition.dueAt(slotTime))
        .setRequestId(request)
        .build();
  }

  private static ScheduleSlot.Builder slot(
      ScheduleDefinition definition, String kind, Instant time, Instant dueAt) {
    Schedule schedule = definition.schedule();
    return ScheduleSlot.newBuilder()
        .setTenant(schedule.getTenant())
        .setSchedule(schedule.getId())
        .setSlotTime(time)
        .setKind(kind)
        .setScript(schedule.getScript())
        .setOutcome("")
        .setDueAt(dueAt)
        .setActualAt(dueAt);
  }

  /** A slot that waited: the schedule may name another script by now. */
  static ScheduleSlot of(ScheduleSlot slot, String script) {
    return ScheduleSlot.newBuilder(slot).setScript(script).build();
  }

  static ScheduleSlot without(ScheduleSlot slot, String outcome, String reason, Instant now) {
    return ScheduleSlot.newBuilder(slot)
        .setOutcome(outcome)
        .setReason(reason)
        .setActualAt(now)
        .build();
  }

  static ScheduleSlot buffered(ScheduleSlot slot, Instant now) {
    return ScheduleSlot.newBuilder(slot).setOutcome(BUFFERED).setActualAt(now).build();
  }

  static ScheduleSlot ran(ScheduleSlot slot, Instant now) {
    return ScheduleSlot.newBuilder(slot)
        .setOutcome(RAN)
        .setReason(null)
        .setExecutionId(
            ExecutionId.of(
                    slot.getTenant(), slot.getScript(), "schedule", SlotId.of(slot).toString())
                .value())
        .setActualAt(now)
        .build();
  }

  static ScheduleSlot ended(ScheduleSlot slot, EndedExecution execution) {
    ScheduleSlot.Builder ended =
        ScheduleSlot.newBuilder(slot)
            .setExecutionOutcome(execution.outcome())
            .setExecutionEndedAt(execution.endedAt());
    execution
        .refusal()
        .ifPresent(
            code ->
                ended
                    .setOutcome(SKIPPED)
                    .setReason(isQuota(code) ? SlotReason.QUOTA : SlotReason.REJECTED));
    return ended.build();
  }

  private static boolean isQuota(String code) {
    return code.contains("quota") || code.contains("backlog");
  }

  static ScheduleEvent run(ScheduleSlot slot, Schedule schedule) {
    return event(slot, RUN).setPayload(schedule.getPayload()).build();
  }

  static ScheduleEvent cancel(ScheduleSlot slot, Instant now) {
    return event(slot, CANCEL).setFiredAt(now).build();
  }

  private static ScheduleEvent.Builder event(ScheduleSlot slot, String action) {
    return ScheduleEvent.newBuilder()
        .setId(SlotId.of(slot).toString())
        .setTenant(slot.getTenant())
        .setSchedule(slot.getSchedule())
        .setScript(slot.getScript())
        .setSlotTime(slot.getSlotTime())
        .setDueAt(slot.getDueAt())
        .setFiredAt(slot.getActualAt())
        .setKind(slot.getKind())
        .setAction(action);
  }
}
