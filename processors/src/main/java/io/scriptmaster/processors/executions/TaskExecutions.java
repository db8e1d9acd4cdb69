package io.scriptmaster.processors.executions;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The executions of one partition: admitted here, run by workers, settled here. Owned by the stream
 * thread. Where they are in between is {@link UnderWay}.
 */
final class TaskExecutions {

  /** The longest that anything is done here in one go: a commit must not have to wait for it. */
  static final Duration TURN = Duration.ofMillis(20);

  /** After so many an execution runs alone, so that it ends. */
  private static final int CONFLICTS = 5;

  /** Where room is waited for: so long at a time for the next execution to end. */
  private static final Duration NEXT_END = Duration.ofMillis(1);

  /** After so many such waits in which none ended, no room is to be had soon. */
  private static final int IDLE_WAITS = 2;

  /** A commit is put off for so long at most: what ends until then need not be stored. */
  private static final Duration QUICK_ONES = Duration.ofMillis(10);

  /** What does not end so soon after the one before it is not about to. */
  private static final Duration NEXT_QUICK_ONE = Duration.of(500, ChronoUnit.MICROS);

  /** At a tick; there may be any number, and each is a write. The rest waits for the next tick. */
  private static final int EXPIRED_VALUES = 10_000;

  private final TaskStores stores;
  private final FairQueue queue;
  private final EndedAttempts ended;
  private final ExecutionRecords records;
  private final SettleAttempt settle;
  private final CancelExecution cancel;
  private final Consumer<AppliedAttempt> output;
  private final UnderWay underWay;
  private final ReleaseParked releaseParked;
  private final EmittedEvents emitted;
  private final Neighbours neighbours = new Neighbours();
  private long lastSequence;

  /** Those under way since the last commit take long, and are not waited for. */
  private boolean stalled;

  TaskExecutions(
      TaskStores stores,
      ExecutionParts parts,
      EndedAttempts ended,
      Consumer<AppliedAttempt> output) {
    this.stores = stores;
    this.queue = parts.workers().queue();
    this.ended = ended;
    this.records = parts.records();
    this.output = output;
    this.emitted = new EmittedEvents(queue);
    this.underWay =
        new UnderWay(
            stores,
            queue,
            parts.memory(),
            new ScriptWorkshop(
                parts.engine(),
                parts.clock(),
                stores.definitions(),
                stores.parked(),
                stores.values(),
                ended));
    this.releaseParked = new ReleaseParked(stores, underWay);
    this.settle = new SettleAttempt(stores, records, this);
    this.cancel = new CancelExecution(stores.pending(), underWay, queue, records, output);
    stores.postponed().askForRoom(underWay.room());
  }

  /**
   * Takes up what an earlier owner of the partition, or this one before a restart, had not done.
   */
  void restore(Instant now) {
    stores.parked().restore();
    lastSequence = stores.parked().lastSequence();
    stores.parked().tenants().forEach(underWay::backlog);
    stores.postponed().tenants().forEach(underWay::backlog);
    stores
        .pending()
        .forEach(
            (tenant, sequence, pending) -> {
              lastSequence = Math.max(lastSequence, sequence);
              underWay.takeUp(tenant, sequence, pending, now);
            });
  }

  /** Whether a tenant has executions that are not finished. */
  boolean areOf(String tenant) {
    return underWay.areOf(tenant);
  }

  // ---- admission

  /** Does what a trigger is for. */
  void take(Trigger trigger, Instant now) {
    neighbours.saw(trigger.tenant(), now);
    switch (trigger.purpose()) {
      case RUN -> admit(trigger, now);
      case CANCEL -> cancel.cancel(trigger, now);
      case RELEASE -> releaseParked.asked(trigger, now);
    }
  }

  private void admit(Trigger trigger, Instant now) {
    TenantId tenant = trigger.tenant();
    if (trigger.isEmitted()) {
      emitted.cameBack(tenant, trigger.id(), now);
    }
    if (isDuplicate(trigger, now)) {
      underWay.backlog(tenant).duplicate();
      return;
    }
    Definitions definitions = stores.definitions();
    TenantDefinitions current = definitions.of(tenant);
    trigger
        .named()
        .ifPresentOrElse(
            named -> admit(trigger, named.script(), current, now),
            () ->
                definitions
                    .admissions(tenant, trigger.event().getType())
                    .forEach(one -> admit(trigger, one.script(), current, now)));
  }

  private boolean isDuplicate(Trigger trigger, Instant now) {
    return !trigger.isEmitted()
        && !stores.seen().add(trigger.tenant(), trigger.kind(), trigger.id(), now);
  }

  private void admit(Trigger trigger, String script, TenantDefinitions definitions, Instant now) {
    AdmittedExecution execution =
        new AdmittedExecution(
            nextSequence(now), trigger.executionOf(script), trigger, script, definitions, now);
    TenantBacklog backlog = underWay.backlog(trigger.tenant());
    boolean behind =
        trigger.isUpstream()
            && stores.postponed().isBehind(trigger.tenant().value(), trigger.origin().getOffset());
    if (isBeyondQuota(trigger) || isFull(backlog, execution)) {
      reject(execution, backlog, definitions.share().backlog(), now);
    } else if (!behind && !backlog.hasSpilled() && hasRoom(backlog, now)) {
      underWay.enqueue(execution, now);
    } else {
      underWay.spill(execution);
      if (trigger.isUpstream()) {
        stores.postponed().begin(trigger.tenant().value());
      }
    }
  }

  /** What ends the waiting of others is not kept out by them. */
  private boolean isFull(TenantBacklog backlog, AdmittedExecution execution) {
    long waiting =
        stores.parked().waitingFor(execution).isPresent()
            ? underWay.waitingUnparked(backlog)
            : underWay.waiting(backlog);
    return waiting >= execution.definitions().share().backlog();
  }

  private boolean isBeyondQuota(Trigger trigger) {
    return trigger.isUpstream() && stores.postponed().isBeyondQuota(trigger.origin().getOffset());
  }

  private void reject(AdmittedExecution execution, TenantBacklog backlog, long most, Instant now) {
    backlog.reject();
    String message =
        "%d executions of the tenant wait already, and it may have no more".formatted(most);
    Execution record = records.without(execution, "rejected", "backlog_full", message, now);
    output.accept(
        new AppliedAttempt(
            Optional.of(record),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(
                records.deadLetter(
                    execution,
                    execution.requestedListener(),
                    false,
                    "backlog_full",
                    message,
                    now))));
  }

  /**
   * Whether it goes into the queue now. To wait for that, which makes Kafka the queue, is cheaper
   * than the store, and right as long as all make progress; but nobody waits behind the flood of a
   * neighbour.
   */
  private boolean hasRoom(TenantBacklog backlog, Instant now) {
    boolean alone = neighbours.areAway(now) && !emitted.areManyAway(new TenantId(backlog.tenant()));
    if (!underWay.isMemoryLeft(backlog)
        && !(alone && waitUntil(() -> underWay.isMemoryLeft(backlog), now))) {
      return false;
    }
    if (underWay.isWindowFull() && !stalled) {
      if (!alone && underWay.fillsWindow(backlog)) {
        return false;
      }
      stalled = !waitUntil(() -> !underWay.isWindowFull(), now);
    }
    return true;
  }

  /** Settles what ends, as long as one does every other millisecond, and not for long. */
  private boolean waitUntil(BooleanSupplier room, Instant now) {
    long deadline = System.nanoTime() + TURN.toNanos();
    int idle = 0;
    while (!room.getAsBoolean() && idle < IDLE_WAITS && System.nanoTime() < deadline) {
      idle = settle(ended.poll(NEXT_END), now) ? 0 : idle + 1;
    }
    return room.getAsBoolean();
  }

  private long nextSequence(Instant now) {
    lastSequence = AdmittedExecution.sequenceAfter(lastSequence, now);
    return lastSequence;
  }

  // ---- the end of an execution

  /**
   * Settles what has ended until now, but not for so long that a commit would have to wait: what is
   * settled lets others run, and so there may always be more.
   */
  void settleEnded(Instant now) {
    long deadline = System.nanoTime() + TURN.toNanos();
    for (int left = ended.size(); left > 0 && System.nanoTime() < deadline; left--) {
      settle(ended.poll(), now);
    }
  }

  /** Whether there was one. */
  private boolean settle(Optional<EndedAttempt> next, Instant now) {
    next.ifPresent(
        attempt -> {
          attempt.reads().ifPresent(stores.values()::ended);
          if (underWay.has(attempt.execution())) {
            TenantBacklog backlog = underWay.backlog(attempt.execution().tenant());
            settle.settle(attempt, now);
            underWay.refill(backlog, now);
            releaseParked.goOn(backlog, now);
          }
        });
    return next.isPresent();
  }

  /**
   * Called shortly before a commit: waits for what is about to end, as long as one after another
   * does.
   */
  void settleQuickOnes(Instant now) {
    long deadline = System.nanoTime() + QUICK_ONES.toNanos();
    boolean going = true;
    while (going && !underWay.nothingToStore() && System.nanoTime() < deadline) {
      going = settle(ended.poll(NEXT_QUICK_ONE), now);
    }
  }

  /** It was admitted, and did not run because there is no room for what might come of it. */
  void reject(AdmittedExecution execution) {
    underWay.backlog(execution.tenant()).reject();
  }

  void write(AppliedAttempt applied) {
    output.accept(applied);
  }

  /** As {@link #write}, of one that succeeded. */
  void write(AdmittedExecution execution, AppliedAttempt applied, Instant now) {
    write(applied);
    int heard = 0;
    for (ScriptEvent event : applied.events()) {
      heard +=
          stores.definitions().admissions(execution.tenant(), event.getType()).isEmpty() ? 0 : 1;
    }
    if (heard > 0) {
      emitted.wrote(
          execution.tenant(), execution.id().value(), applied.events().size(), heard, now);
    }
  }

  /** Lets those run that waited behind a failed one. */
  void release(LaneName lane, Instant now) {
    releaseParked.release(lane, now);
  }

  /** It has come to its end; what waited for it alone may follow. */
  void finish(AdmittedExecution execution, Instant now) {
    underWay.leave(execution);
    Optional<LaneName> batchDone = stores.parked().finished(execution);
    queue.settle(execution.ticket());
    batchDone.ifPresent(lane -> releaseParked.release(lane, now));
  }

  /** Another attempt follows; the next commit stores that. */
  void again(AdmittedExecution execution, Duration delay) {
    underWay.unstored(execution);
    queue.again(execution.ticket(), delay);
  }

  /** The same attempt is repeated later. */
  void repeat(AdmittedExecution execution, Duration delay) {
    queue.again(execution.ticket(), delay);
  }

  /** The same attempt is repeated with fresh reads; after a few times alone, so that it ends. */
  void conflicted(AdmittedExecution execution, Duration waited) {
    execution.conflicted(waited);
    queue.conflicted(execution.ticket(), execution.conflicts() >= CONFLICTS);
  }

  // ---- commit, time, close

  /** Puts what is not finished where a restart finds it. */
  void beforeCommit() {
    underWay.beforeCommit();
    stalled = false;
    stores.values().beforeCommit();
  }

  /** Once a second. */
  void tick(Instant now) {
    var expired = stores.values().expire(now, EXPIRED_VALUES);
    if (!expired.isEmpty()) {
      output.accept(AppliedAttempt.ofValues(expired));
    }
    releaseParked.tick(now);
    emitted.tick(now);
    underWay.tick(now);
  }

  /** The partition goes elsewhere: what is not committed is done there. */
  void close() {
    underWay.close();
    emitted.close();
    stores.parked().close();
    stores.values().close();
    stores.definitions().close();
  }
}
