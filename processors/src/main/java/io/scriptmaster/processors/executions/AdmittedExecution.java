package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.executions.work.Ticket;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution between its admission and its end. Changed by the stream thread while no worker has
 * it.
 */
final class AdmittedExecution {

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
  private int failuresOfOurs;
  private volatile boolean cancelled;
  private Optional<Release> release = Optional.empty();
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
    return execution;
  }

  PendingExecution toPending() {
    return PendingExecution.newBuilder()
        .setId(id.value())
        .setScript(script)
        .setTrigger(trigger.kind())
        .setTriggerId(trigger.id())
        .setListener(requestedListener().orElse(null))
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
        false);
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

  void conflicted() {
    conflicts++;
  }

  void failedByUs() {
    failuresOfOurs++;
  }

  void nextAttempt(Instant at, int logLines) {
    attempt++;
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

  /**
   * It waited in a parked lane.
   *
   * @param number tells one release of the lane from another
   */
  record Release(String lane, long number) {}

  Optional<Release> release() {
    return release;
  }

  void releasedWith(Release newRelease) {
    release = Optional.of(newRelease);
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
