package io.scriptmaster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * One schedule under a simulated clock: what its ledger holds, and what the executions were told.
 */
final class SimulatedSchedule {

  static final Instant START = Instant.parse("2026-11-24T10:00:00Z");

  final Map<Instant, ScheduleSlot> ledger = new TreeMap<>();
  final List<ScheduleEvent> events = new ArrayList<>();

  private Optional<ScheduleDefinition> definition = Optional.empty();
  private Progress progress = Progress.NONE;
  private Instant now = START;

  /** As the stores of the processor keep it. */
  private final RememberedSlots past = new RememberedSlots();

  Instant now() {
    return now;
  }

  Progress progress() {
    return progress;
  }

  /** Sets the clock, in either direction, and tells nobody. */
  void clockIs(Instant moment) {
    now = moment;
  }

  void save(Schedule.Builder schedule) {
    ScheduleDefinition next = ScheduleDefinition.of(schedule.build());
    apply(DecideSlots.saved(definition, next, progress, past, now));
    definition = Optional.of(next);
  }

  void delete() {
    SlotDecision decision = DecideSlots.deleted(definition.orElseThrow(), progress, past, now, now);
    definition = Optional.empty();
    apply(decision);
  }

  void tick() {
    tick(1_000);
  }

  void tick(int limit) {
    definition.ifPresent(it -> apply(DecideSlots.due(it, progress, past, now, limit)));
  }

  /** Ticks every 100 ms. */
  void pass(Duration time) {
    Instant end = now.plus(time);
    while (now.isBefore(end)) {
      now = now.plusMillis(100);
      tick();
    }
  }

  void end(Instant slotTime, String outcome) {
    apply(
        DecideSlots.ended(
            definition,
            progress,
            new EndedExecution(
                progress.running().stream()
                    .filter(slot -> slot.getSlotTime().equals(slotTime))
                    .findFirst()
                    .map(SlotId::of)
                    .orElse(new SlotId(Schedules.ID, slotTime, Optional.empty())),
                outcome,
                outcome.equals("rejected") ? Optional.of("backlog_full") : Optional.empty(),
                now),
            past,
            now));
  }

  /** Ends whatever runs, until nothing does. */
  void endAll() {
    while (!progress.running().isEmpty()) {
      end(progress.running().getFirst().getSlotTime(), "succeeded");
    }
  }

  /**
   * @param overlap instead of that of the schedule, or null
   */
  void backfill(String request, Instant from, Instant to, String overlap) {
    apply(
        DecideSlots.asked(
            definition.orElseThrow(),
            progress,
            ScheduleRequest.newBuilder()
                .setId(request)
                .setTenant(Schedules.TENANT)
                .setSchedule(Schedules.ID)
                .setAction("backfill")
                .setSlotTime(from)
                .setRangeEnd(to)
                .setOverlap(overlap)
                .setRequestedBy("operator")
                .setRequestedAt(now)
                .build(),
            past,
            now));
  }

  void runNow(String request, Instant slotTime) {
    apply(
        DecideSlots.asked(
            definition.orElseThrow(),
            progress,
            ScheduleRequest.newBuilder()
                .setId(request)
                .setTenant(Schedules.TENANT)
                .setSchedule(Schedules.ID)
                .setAction("run")
                .setSlotTime(slotTime)
                .setRequestedBy("operator")
                .setRequestedAt(now)
                .build(),
            past,
            now));
  }

  /** The ledger as {@code 10:00:02 ran}, {@code 10:00:04 skipped overlap}. */
  List<String> entries() {
    return ledger.values().stream()
        .map(
            slot ->
                "%s %s%s"
                    .formatted(
                        slot.getSlotTime().toString().substring(11).replace("Z", ""),
                        slot.getOutcome(),
                        slot.getReason() == null ? "" : " " + slot.getReason()))
        .toList();
  }

  /** Slots that the executions were told to run, in order; under each id once. */
  List<Instant> fired() {
    List<ScheduleEvent> fired =
        events.stream().filter(event -> event.getAction().equals("run")).toList();
    assertThat(fired).extracting(ScheduleEvent::getId).doesNotHaveDuplicates();
    return fired.stream().map(ScheduleEvent::getSlotTime).toList();
  }

  private void apply(SlotDecision decision) {
    for (ScheduleSlot slot : decision.slots()) {
      ScheduleSlot former = ledger.put(slot.getSlotTime(), slot);
      assertThat(former == null || isFollowedBy(former, slot))
          .as("%s after %s", slot, former)
          .isTrue();
    }
    events.addAll(decision.events());
    progress = decision.progress();
    past.take(decision);
    fired();
  }

  /**
   * A slot that waited gets its outcome, one that ran hears of its execution, and one that did not
   * run is filled in: nothing else.
   */
  private static boolean isFollowedBy(ScheduleSlot former, ScheduleSlot next) {
    boolean isFilledIn =
        next.getKind().equals("backfill")
            && List.of("skipped", "missed").contains(former.getOutcome());
    return isFilledIn
        || former.getOutcome().equals("buffered")
        || former.getExecutionOutcome() == null && next.getExecutionOutcome() != null;
  }
}
