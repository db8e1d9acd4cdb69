package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.executions.work.Ticket;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution between its admission and its end. Changed by the stream thread while no worker has
 * it.
 */
final class AdmittedExecution {

  private static final int PER_MILLI_BITS = 20;

  private final long sequence;
  private final ExecutionId id;
  private final Trigger trigger;
  private final String script;
  private final TenantDefinitions definitions;
  private final Instant admittedAt;

  private int attempt = 1;
  private int earlierLogLines;
  private Instant notBefore;
  private boolean stored;
  private int conflicts;

  /** Written before its ticket is run again, read by the worker that does. */
  private Duration waited = Duration.ZERO;

  private int failuresOfOurs;
  private volatile boolean cancelled;
  private Optional<LaneName> releasedFrom = Optional.empty();
  private Ticket ticket;

  AdmittedExecution(
      long sequence,
      ExecutionId id,
      Trigger trigger,
      String script,
      TenantDefinitions definitions,
      Instant admittedAt) {
    this.sequence = sequence;
    this.id = id;
    this.trigger = trigger;
    this.script = script;
    this.definitions = definitions;
    this.admittedAt = admittedAt;
    this.notBefore = admittedAt;
  }

  static AdmittedExecution of(
      long sequence, PendingExecution pending, TenantDefinitions definitions) {
    AdmittedExecution execution =
        new AdmittedExecution(
            sequence,
            new ExecutionId(pending.getId()),
            trigger(pending),
            pending.getScript(),
            definitions,
            pending.getAdmittedAt());
    execution.attempt = pending.getAttempt();
    execution.earlierLogLines = pending.getLogLines();
    execution.notBefore = pending.getNotBefore();
    execution.cancelled = pending.getCancelled();
    execution.stored = true;
    if (pending.getParked()) {
      execution.releasedFrom =
          Optional.of(
              new LaneName(
                  execution.tenant(), pending.getListener(), execution.key().orElseThrow()));
    }
    return execution;
  }

  PendingExecution toPending() {
    return PendingExecution.newBuilder()
        .setId(id.value())
        .setScript(script)
        .setTrigger(trigger.kind())
        .setTriggerId(trigger.id())
        .setListener(releasedFrom.map(LaneName::listener).or(this::requestedListener).orElse(null))
        .setReplayOf(replayOf().orElse(null))
        .setHeard(trigger.named().isPresent() && trigger.isHeard())
        .setEvent(trigger.event())
        .setDepth(trigger.depth())
        .setOrigin(trigger.origin())
        .setAdmittedAt(admittedAt)
        .setAttempt(attempt)
        .setNotBefore(notBefore)
        .setLogLines(earlierLogLines)
        .setCancelled(cancelled)
        .setParked(releasedFrom.isPresent())
        .build();
  }

  private static Trigger trigger(PendingExecution pending) {
    boolean heard = pending.getTrigger().equals(Trigger.EVENT);
    return new Trigger(
        pending.getTrigger(),
        pending.getTriggerId(),
        pending.getEvent(),
        pending.getDepth(),
        pending.getOrigin(),
        heard
            ? Optional.empty()
            : Optional.of(
                new Trigger.Named(
                    pending.getScript(),
                    Optional.ofNullable(pending.getListener()),
                    Optional.ofNullable(pending.getReplayOf()),
                    pending.getHeard())),
        Trigger.Purpose.RUN);
  }

  /** The sequence of the next one: they are by their time of admission. */
  static long sequenceAfter(long last, Instant now) {
    return Math.max(last + 1, now.toEpochMilli() << PER_MILLI_BITS);
  }

  /** About when the one with this sequence was admitted. */
  static Instant admittedAt(long sequence) {
    return Instant.ofEpochMilli(sequence >> PER_MILLI_BITS);
  }

  TenantId tenant() {
    return trigger.tenant();
  }

  long sequence() {
    return sequence;
  }

  ExecutionId id() {
    return id;
  }

  Trigger trigger() {
    return trigger;
  }

  String script() {
    return script;
  }

  Optional<String> key() {
    return Optional.ofNullable(trigger.event().getKey());
  }

  Optional<String> requestedListener() {
    return trigger.named().flatMap(Trigger.Named::listener);
  }

  Optional<String> replayOf() {
    return trigger.named().flatMap(Trigger.Named::replayOf);
  }

  /** As they were when it was admitted. */
  TenantDefinitions definitions() {
    return definitions;
  }

  /** The listener, where later events of its key wait behind it if it fails for good there. */
  Optional<String> parkingAt(Optional<String> listener) {
    return listener.filter(one -> key().isPresent() && definitions.parks(one));
  }

  Instant admittedAt() {
    return admittedAt;
  }

  Instant notBefore() {
    return notBefore;
  }

  /** The one under way or to come. */
  int attempt() {
    return attempt;
  }

  int earlierLogLines() {
    return earlierLogLines;
  }

  int conflicts() {
    return conflicts;
  }

  int failuresOfOurs() {
    return failuresOfOurs;
  }

  /** Whether the pending store has it, as an earlier or the current attempt. */
  boolean isStored() {
    return stored;
  }

  void becomesStored() {
    stored = true;
  }

  /**
   * It will be run again, as the same attempt.
   *
   * @param forTimers what it has waited
   */
  void conflicted(Duration forTimers) {
    conflicts++;
    waited = forTimers;
  }

  /** What an earlier run of this attempt has waited for timers, and this one need not. */
  Duration waited() {
    return waited;
  }

  void failedByUs() {
    failuresOfOurs++;
  }

  void nextAttempt(Instant at, int logLines) {
    attempt++;
    waited = Duration.ZERO;
    notBefore = at;
    earlierLogLines += logLines;
  }

  /** Somebody wants it to end. Any thread. */
  boolean isCancelled() {
    return cancelled;
  }

  void becomesCancelled() {
    cancelled = true;
  }

  /** The parked lane that it waited in. */
  Optional<LaneName> releasedFrom() {
    return releasedFrom;
  }

  void releasedFrom(LaneName lane) {
    releasedFrom = Optional.of(lane);
  }

  Ticket ticket() {
    return ticket;
  }

  void ticket(Ticket newTicket) {
    ticket = newTicket;
  }

  /** What it takes of memory, roughly. */
  int weight() {
    return 1_000 + 2 * trigger.event().getPayload().length();
  }
}
