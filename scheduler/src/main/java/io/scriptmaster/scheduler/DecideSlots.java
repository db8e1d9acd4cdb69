package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.FormerTiming;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Decides slots of one schedule, once.
 *
 * <pre>
 *   due ─┬─ paused ───────────▶ skipped
 *        ├─ too late ─────────▶ missed
 *        ├─ another runs ─┬───▶ skipped
 *        │                └───▶ buffered ─┬─▶ skipped (paused, disabled, deleted)
 *        └─ else ─────────────▶ ran ◀─────┘
 *                                └─ refused by the executions ─▶ skipped
 * </pre>
 */
final class DecideSlots {

  /** Of one schedule beside each other; the state that is kept of a schedule stays small. */
  static final int MAX_RUNNING = 1_000;

  /** An execution of which nothing was heard for so long is not waited for. */
  static final Duration GIVEN_UP = Duration.ofDays(1);

  /** Requests of one schedule that are known again. */
  static final int REMEMBERED = 50;

  /** Backfills of one schedule that wait for the one before; the slots of another are skipped. */
  static final int MAX_BACKFILLS = 50;

  private static final String BACKFILL = "backfill";
  private static final String UNKNOWN = "unknown";

  private final Optional<ScheduleDefinition> definition;
  private final Instant now;
  private final List<ScheduleSlot> running;
  private final List<ScheduleSlot> waiting;
  private final List<String> requests;
  private final List<Backfill> backfills;
  private final PastSlots past;
  private final List<ScheduleSlot> slots = new ArrayList<>();
  private final List<ScheduleEvent> events = new ArrayList<>();
  private Optional<Instant> next;
  private Optional<Instant> decidedUpTo;
  private Optional<Instant> timingSince;
  private Optional<FormerTiming> ended = Optional.empty();

  private DecideSlots(
      Optional<ScheduleDefinition> definition, Progress progress, PastSlots past, Instant now) {
    this.definition = definition;
    this.past = past;
    this.now = now;
    this.running = new ArrayList<>(progress.running());
    this.waiting = new ArrayList<>(progress.waiting());
    this.requests = new ArrayList<>(progress.requests());
    this.next = progress.next();
    this.decidedUpTo = progress.decidedUpTo();
    this.timingSince = progress.timingSince();
    this.backfills = new ArrayList<>(progress.backfills());
  }

  /**
   * Decides what came due.
   *
   * @param limit no more slots than this; the rest is due still
   */
  static SlotDecision due(
      ScheduleDefinition definition, Progress progress, PastSlots past, Instant now, int limit) {
    DecideSlots decide = new DecideSlots(Optional.of(definition), progress, past, now);
    decide.giveUp();
    decide.dueUpTo(definition, now, limit);
    return decide.decision();
  }

  /**
   * The schedule was saved. What had come due by the former timing until then is decided by it, so
   * that no slot is lost; the new timing begins there, so that none is fired twice.
   *
   * @param former empty where the schedule is new
   */
  static SlotDecision saved(
      Optional<ScheduleDefinition> former,
      ScheduleDefinition definition,
      Progress progress,
      PastSlots past,
      Instant now) {
    DecideSlots decide = new DecideSlots(Optional.of(definition), progress, past, now);
    if (former.isPresent() && definition.hasTheTimingOf(former.get())) {
      return decide.decision();
    }
    Instant savedAt = earlier(definition.schedule().getUpdatedAt(), now);
    former.ifPresent(it -> decide.endTiming(it, definition.schedule().getEnabled(), savedAt));
    former.ifPresent(decide::noteFormer);
    boolean continued = former.filter(it -> it.schedule().getEnabled()).isPresent();
    // A slot whose time has passed may still be to come by its jitter.
    Instant from = continued ? savedAt.minus(definition.delay()) : savedAt;
    Instant begin = decide.decidedUpTo.filter(it -> it.isAfter(from)).orElse(from);
    decide.next = definition.slotAfter(begin);
    decide.timingSince = Optional.of(begin).filter(_ -> definition.schedule().getEnabled());
    return decide.decision();
  }

  /** The schedule was deleted: nothing of it is fired from now on. */
  static SlotDecision deleted(
      ScheduleDefinition former,
      Progress progress,
      PastSlots past,
      Instant deletedAt,
      Instant now) {
    DecideSlots decide = new DecideSlots(Optional.empty(), progress, past, now);
    decide.stop(former, SlotReason.DELETED, earlier(deletedAt, now));
    decide.noteFormer(former);
    decide.timingSince = Optional.empty();
    return decide.decision();
  }

  /**
   * The execution of a slot has ended; one that waits takes its turn.
   *
   * @param definition empty where the schedule is deleted
   */
  static SlotDecision ended(
      Optional<ScheduleDefinition> definition,
      Progress progress,
      EndedExecution execution,
      PastSlots past,
      Instant now) {
    DecideSlots decide = new DecideSlots(definition, progress, past, now);
    decide.end(execution);
    decide.release();
    return decide.decision();
  }

  /**
   * Somebody asks for a run now, or for the slots of a past range that have not run; once, whether
   * or not the schedule is paused or disabled.
   */
  static SlotDecision asked(
      ScheduleDefinition definition,
      Progress progress,
      ScheduleRequest request,
      PastSlots past,
      Instant now) {
    DecideSlots decide = new DecideSlots(Optional.of(definition), progress, past, now);
    if (!decide.requests.contains(request.getId())) {
      decide.remember(request.getId());
      decide.giveUp();
      if (request.getAction().equals(BACKFILL)) {
        decide.backfill(definition, Backfill.of(request));
      } else {
        decide.admit(definition, SlotRecords.manual(definition, request));
      }
    }
    return decide.decision();
  }

  private SlotDecision decision() {
    return new SlotDecision(progress(), slots, events, ended);
  }

  private Progress progress() {
    return new Progress(
        next,
        next.flatMap(slot -> definition.map(it -> it.dueAt(slot))),
        decidedUpTo,
        running,
        waiting,
        requests,
        timingSince,
        backfills);
  }

  private void remember(String request) {
    requests.add(request);
    if (requests.size() > REMEMBERED) {
      requests.removeFirst();
    }
  }

  private void dueUpTo(ScheduleDefinition by, Instant end, int limit) {
    for (int decided = 0; decided < limit && isDue(by, next, end); decided++) {
      Instant slotTime = next.orElseThrow();
      next = by.slotAfter(slotTime);
      decidedUpTo = Optional.of(slotTime);
      decide(by, slotTime, !isDue(by, next, end));
    }
  }

  private static boolean isDue(ScheduleDefinition by, Optional<Instant> slot, Instant end) {
    return slot.isPresent() && !by.dueAt(slot.get()).isAfter(end);
  }

  private void decide(ScheduleDefinition by, Instant slotTime, boolean last) {
    ScheduleSlot slot = SlotRecords.scheduled(by, slotTime);
    if (by.schedule().getPaused()) {
      skip(slot, SlotReason.PAUSED);
      return;
    }
    Optional<String> missed = by.catchUp().missed(Duration.between(slot.getDueAt(), now), last);
    if (missed.isPresent()) {
      slots.add(SlotRecords.without(slot, SlotRecords.MISSED, missed.get(), now));
    } else {
      admit(by, slot);
    }
  }

  private void admit(ScheduleDefinition by, ScheduleSlot slot) {
    if (running.isEmpty()) {
      fire(by, slot);
      return;
    }
    switch (by.overlap()) {
      case SKIP -> skip(slot, SlotReason.OVERLAP);
      case BUFFER_ONE -> buffer(slot, 1, SlotReason.OVERLAP);
      case BUFFER_ALL -> buffer(slot, by.schedule().getBuffer(), SlotReason.BUFFER_FULL);
      case ALLOW -> fireBeside(by, slot);
      case CANCEL_OTHER -> {
        running.forEach(other -> events.add(SlotRecords.cancel(other, now)));
        fireBeside(by, slot);
      }
    }
  }

  private void buffer(ScheduleSlot slot, int most, String otherwise) {
    if (waiting.size() >= most) {
      skip(slot, otherwise);
      return;
    }
    ScheduleSlot buffered = SlotRecords.buffered(slot, now);
    waiting.add(buffered);
    slots.add(buffered);
  }

  private void fireBeside(ScheduleDefinition by, ScheduleSlot slot) {
    if (running.size() >= MAX_RUNNING) {
      skip(slot, SlotReason.OVERLAP);
    } else {
      fire(by, slot);
    }
  }

  private void fire(ScheduleDefinition by, ScheduleSlot slot) {
    ScheduleSlot ran = SlotRecords.ran(slot, now);
    running.add(ran);
    slots.add(ran);
    events.add(SlotRecords.run(ran, by.schedule()));
  }

  private void skip(ScheduleSlot slot, String reason) {
    slots.add(SlotRecords.without(slot, SlotRecords.SKIPPED, reason, now));
  }

  private void endTiming(ScheduleDefinition former, boolean goesOn, Instant at) {
    if (goesOn) {
      dueUpTo(former, at, Integer.MAX_VALUE);
    } else {
      stop(former, SlotReason.DISABLED, at);
    }
  }

  /** What is due and not decided, and what waits, does not run any more. */
  private void stop(ScheduleDefinition former, String reason, Instant at) {
    while (isDue(former, next, at)) {
      Instant slotTime = next.orElseThrow();
      skip(SlotRecords.scheduled(former, slotTime), reason);
      decidedUpTo = next;
      next = former.slotAfter(slotTime);
    }
    next = Optional.empty();
    waiting.forEach(slot -> skip(slot, reason));
    waiting.clear();
    // What has not run of them stays as it was.
    backfills.clear();
  }

  private void noteFormer(ScheduleDefinition former) {
    Instant since = timingSince.orElse(Instant.EPOCH);
    ended =
        decidedUpTo
            .filter(upTo -> former.schedule().getEnabled() && upTo.isAfter(since))
            .map(upTo -> former.untilNow(since, upTo));
  }

  private void end(EndedExecution execution) {
    running.stream()
        .filter(slot -> SlotId.of(slot).equals(execution.slot()))
        .findFirst()
        .ifPresent(
            slot -> {
              running.remove(slot);
              slots.add(SlotRecords.ended(slot, execution));
            });
  }

  private void giveUp() {
    List<ScheduleSlot> lost =
        running.stream().filter(slot -> slot.getActualAt().plus(GIVEN_UP).isBefore(now)).toList();
    lost.forEach(slot -> end(new EndedExecution(SlotId.of(slot), UNKNOWN, Optional.empty(), now)));
    release();
  }

  private void release() {
    while (running.isEmpty() && !waiting.isEmpty()) {
      ScheduleSlot slot = waiting.removeFirst();
      ScheduleDefinition by = definition.orElseThrow();
      if (by.schedule().getPaused() && slot.getKind().equals(SlotRecords.SCHEDULED)) {
        skip(slot, SlotReason.PAUSED);
      } else {
        fire(by, SlotRecords.of(slot, by.schedule().getScript()));
      }
    }
    definition.ifPresent(this::goOnWithBackfills);
  }

  private void backfill(ScheduleDefinition by, Backfill backfill) {
    if (backfills.size() < MAX_BACKFILLS) {
      backfills.add(backfill);
      release();
      return;
    }
    Backfill rest = backfill;
    for (var slot = notRun(by, rest); slot.isPresent(); slot = notRun(by, rest)) {
      skip(SlotRecords.backfill(by, slot.get(), rest.request()), SlotReason.BUFFER_FULL);
      rest = rest.after(slot.get());
    }
  }

  /** Their slots wait for one another, and for whatever else runs, unless they may overlap. */
  private void goOnWithBackfills(ScheduleDefinition by) {
    while (!backfills.isEmpty() && mayGoOn(by, backfills.getFirst())) {
      Backfill first = backfills.removeFirst();
      notRun(by, first)
          .ifPresent(
              slot -> {
                fire(by, SlotRecords.backfill(by, slot, first.request()));
                backfills.addFirst(first.after(slot));
              });
    }
  }

  private boolean mayGoOn(ScheduleDefinition by, Backfill backfill) {
    return backfill.overlap().orElse(by.overlap()) == Overlap.ALLOW
        ? running.size() < MAX_RUNNING
        : running.isEmpty();
  }

  private Optional<Instant> notRun(ScheduleDefinition by, Backfill backfill) {
    return new Gaps(by, progress(), past, now).firstOf(backfill);
  }

  private static Instant earlier(Instant first, Instant second) {
    return first.isBefore(second) ? first : second;
  }
}
