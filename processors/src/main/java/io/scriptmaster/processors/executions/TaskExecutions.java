package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.processors.executions.work.Ticket;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * The executions of one partition: admitted here, run by workers, settled here. Owned by the stream
 * thread.
 *
 * <p>An execution is in the queue, or behind that in the pending store. What is in the queue only
 * when a commit comes is written to the pending store as part of that commit, so its trigger's
 * offset may be committed too; a quick one is over by then and costs no write.
 */
final class TaskExecutions {

  /** So many quick executions are under way at most: a commit would have to store them. */
  private static final int WINDOW = 512;

  /** So far into what waits in the store a cancellation looks: the stream thread reads it. */
  private static final int CANCEL_LOOKS_AT = 10_000;

  private static final int CONFLICTS = 5;
  private static final long PATIENCE_NANOS = 20_000_000;

  private final TaskStores stores;
  private final FairQueue queue;
  private final MemoryShare memory;
  private final ScriptWorkshop workshop;
  private final EndedAttempts ended;
  private final ExecutionRecords records;
  private final SettleAttempt settle;
  private final Consumer<AppliedAttempt> output;
  private final Map<String, TenantBacklog> backlogs = new HashMap<>();
  private final Set<AdmittedExecution> unstored = new LinkedHashSet<>();
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
    this.memory = parts.memory();
    this.ended = ended;
    this.records = parts.records();
    this.output = output;
    this.workshop =
        new ScriptWorkshop(
            parts.engine(),
            parts.clock(),
            stores.definitions(),
            stores.parked(),
            stores.values(),
            ended);
    this.settle = new SettleAttempt(stores, records, this);
    stores.postponed().askForRoom(new Room());
  }

  /**
   * Takes up what an earlier owner of the partition, or this one before a restart, had not done.
   */
  void restore(Instant now) {
    for (ParkedExecutions.Waiting waiting : stores.parked().releaseInterrupted()) {
      TenantId tenant = new TenantId(waiting.pending().getEvent().getTenant());
      stores.pending().put(tenant, waiting.sequence(), waiting.pending());
    }
    lastSequence = stores.parked().lastSequence();
    stores.postponed().tenants().forEach(this::backlog);
    stores
        .pending()
        .forEach(
            (tenant, sequence, pending) -> {
              lastSequence = Math.max(lastSequence, sequence);
              TenantBacklog backlog = backlog(tenant);
              if (!backlog.hasSpilled() && memory.hasRoom(backlog)) {
                enqueue(stored(sequence, pending), now);
              } else {
                backlog.spill(sequence);
              }
            });
  }

  /** Whether a tenant has executions that are not finished. */
  boolean areOf(String tenant) {
    return backlogs.containsKey(tenant);
  }

  // ---- admission
  // ------------------------------------------------------------------------------------

  void admit(Trigger trigger, Instant now) {
    TenantId tenant = trigger.tenant();
    neighbours.saw(tenant, now);
    if (trigger.cancels()) {
      cancel(trigger, now);
      return;
    }
    if (isDuplicate(trigger, now)) {
      backlog(tenant.value()).duplicate();
      return;
    }
    TenantDefinitions definitions = stores.definitions().of(tenant);
    trigger
        .named()
        .ifPresentOrElse(
            named -> admit(trigger, named.script(), definitions, now),
            () ->
                definitions
                    .admissions(trigger.event().getType())
                    .forEach(one -> admit(trigger, one.script(), definitions, now)));
  }

  private boolean isDuplicate(Trigger trigger, Instant now) {
    return !trigger.isEmitted()
        && !stores.seen().add(trigger.tenant(), trigger.kind(), trigger.id(), now);
  }

  /** Ends an execution that is in memory, or has not begun. */
  private void cancel(Trigger trigger, Instant now) {
    ExecutionId id = trigger.executionOf(trigger.named().orElseThrow().script());
    TenantBacklog backlog = backlog(trigger.tenant().value());
    for (AdmittedExecution execution : backlog.executions()) {
      if (execution.id().equals(id)) {
        execution.becomesCancelled();
        execution.ticket().cancel();
        queue.hurry(execution.ticket());
        return;
      }
    }
    if (backlog.hasSpilled()) {
      cancelSpilled(id, backlog, now);
    }
  }

  private void cancelSpilled(ExecutionId id, TenantBacklog backlog, Instant now) {
    AtomicInteger seen = new AtomicInteger();
    List<AdmittedExecution> found = new ArrayList<>();
    stores
        .pending()
        .from(
            backlog.tenant(),
            backlog.spilledFrom(),
            (sequence, pending) -> {
              if (pending.getId().equals(id.value())) {
                found.add(stored(sequence, pending));
              }
              return found.isEmpty() && seen.incrementAndGet() < CANCEL_LOOKS_AT;
            });
    for (AdmittedExecution execution : found) {
      stores.pending().delete(execution.tenant(), execution.sequence());
      backlog.unspillOne();
      output.accept(
          AppliedAttempt.ofExecution(
              records.without(
                  execution, "aborted", "cancelled", "it was cancelled on request", now)));
    }
  }

  private void admit(Trigger trigger, String script, TenantDefinitions definitions, Instant now) {
    AdmittedExecution execution =
        new AdmittedExecution(
            nextSequence(now), trigger.executionOf(script), trigger, script, definitions, now);
    TenantBacklog backlog = backlog(trigger.tenant().value());
    boolean behind =
        trigger.isUpstream()
            && stores.postponed().isBehind(trigger.tenant().value(), trigger.origin().getOffset());
    if (isBeyondQuota(trigger) || waiting(backlog) >= definitions.share().backlog()) {
      reject(execution, backlog, definitions.share().backlog(), now);
    } else if (!behind && !backlog.hasSpilled() && hasRoom(backlog, now)) {
      enqueue(execution, now);
    } else {
      stores.pending().put(execution.tenant(), execution.sequence(), execution.toPending());
      backlog.spill(execution.sequence());
      if (trigger.isUpstream()) {
        stores.postponed().begin(trigger.tenant().value());
      }
    }
  }

  private boolean isBeyondQuota(Trigger trigger) {
    return trigger.isUpstream() && stores.postponed().isBeyondQuota(trigger.origin().getOffset());
  }

  /** Of a tenant, in memory, in the pending store and in the topic. */
  private long waiting(TenantBacklog backlog) {
    return backlog.all() + stores.postponed().count(backlog.tenant());
  }

  /** What postponed events ask before they are read. */
  private final class Room implements PostponedEvents.Room {

    @Override
    public boolean hasPlace(String tenant) {
      TenantBacklog backlog = backlogs.get(tenant);
      return backlog == null
          || !backlog.hasSpilled()
              && memory.hasRoom(backlog)
              && backlog.unstored() < WINDOW / 2
              && unstored.size() < WINDOW;
    }

    @Override
    public boolean isAtQuota(String tenant) {
      return waiting(backlog(tenant)) >= quota(tenant);
    }

    @Override
    public boolean isNearQuota(String tenant) {
      return waiting(backlog(tenant)) > quota(tenant) / 10 * 9;
    }

    private long quota(String tenant) {
      return stores.definitions().of(new TenantId(tenant)).share().backlog();
    }
  }

  private void reject(AdmittedExecution execution, TenantBacklog backlog, long most, Instant now) {
    backlog.reject();
    String message =
        "%d executions of the tenant wait already, and it may have no more".formatted(most);
    output.accept(
        new AppliedAttempt(
            Optional.of(records.without(execution, "rejected", "backlog_full", message, now)),
            List.of(),
            List.of(),
            List.of(),
            Optional.of(
                records.deadLetter(
                    execution, execution.requestedListener(), "backlog_full", message, now))));
  }

  /**
   * Whether it goes into the queue now. To wait for that, which makes Kafka the queue, is cheaper
   * than the store, and right as long as all make progress; but nobody waits behind the flood of a
   * neighbour.
   */
  private boolean hasRoom(TenantBacklog backlog, Instant now) {
    boolean alone = neighbours.areAway(now);
    if (!memory.hasRoom(backlog) && !(alone && waitUntil(() -> memory.hasRoom(backlog), now))) {
      return false;
    }
    if (unstored.size() >= WINDOW && !stalled) {
      if (!alone && backlog.unstored() > WINDOW / 2) {
        return false;
      }
      stalled = !waitUntil(() -> unstored.size() < WINDOW, now);
    }
    return true;
  }

  /** Settles what ends, as long as one does every other millisecond, and not for long. */
  private boolean waitUntil(BooleanSupplier room, Instant now) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    int idle = 0;
    while (!room.getAsBoolean() && idle < 2 && System.nanoTime() < deadline) {
      idle = settleNext(1_000, now) ? 0 : idle + 1;
    }
    return room.getAsBoolean();
  }

  private long nextSequence(Instant now) {
    lastSequence = Math.max(lastSequence + 1, now.toEpochMilli() << 20);
    return lastSequence;
  }

  void enqueue(AdmittedExecution execution, Instant now) {
    backlog(execution.tenant().value()).add(execution);
    memory.take(execution);
    if (!execution.isStored()) {
      unstored(execution);
    }
    Ticket ticket =
        new Ticket(
            execution.tenant().value(),
            execution.key(),
            execution.definitions().ofWorkers(),
            () -> new ScriptJob(execution, workshop));
    execution.ticket(ticket);
    Duration delay = Duration.between(now, execution.notBefore());
    if (delay.isPositive()) {
      queue.addLater(ticket, delay);
    } else {
      queue.add(ticket);
    }
  }

  AdmittedExecution stored(long sequence, PendingExecution pending) {
    TenantId tenant = new TenantId(pending.getEvent().getTenant());
    return AdmittedExecution.of(sequence, pending, stores.definitions().of(tenant));
  }

  // ---- the end of an execution
  // ----------------------------------------------------------------------

  /**
   * Settles what has ended until now, but not for so long that a commit would have to wait: what is
   * settled lets others run, and so there may always be more.
   */
  void settleEnded(Instant now) {
    long deadline = System.nanoTime() + PATIENCE_NANOS;
    for (int left = ended.size(); left > 0 && System.nanoTime() < deadline; left--) {
      settleNext(0, now);
    }
  }

  private boolean settleNext(long micros, Instant now) {
    var next = micros == 0 ? ended.poll() : ended.poll(micros);
    next.ifPresent(
        attempt -> {
          attempt.reads().ifPresent(stores.values()::ended);
          TenantBacklog backlog = backlogs.get(attempt.execution().tenant().value());
          if (backlog != null && backlog.has(attempt.execution())) {
            settle.settle(attempt, now);
            refill(backlog, now);
          }
        });
    return next.isPresent();
  }

  /**
   * Called shortly before a commit: waits for what is about to end, as long as one after another
   * does.
   */
  void settleQuickOnes(Instant now) {
    long deadline = System.nanoTime() + 10_000_000;
    boolean going = true;
    while (going && !unstored.isEmpty() && System.nanoTime() < deadline) {
      going = settleNext(500, now);
    }
  }

  void write(AppliedAttempt applied) {
    output.accept(applied);
  }

  /** It has come to its end; what waited for it alone may follow. */
  void finish(AdmittedExecution execution, Instant now) {
    leave(execution);
    Optional<String> batchDone = stores.parked().finished(execution);
    queue.settle(execution.ticket());
    batchDone.ifPresent(lane -> release(lane, now));
  }

  private void leave(AdmittedExecution execution) {
    TenantBacklog backlog = backlog(execution.tenant().value());
    if (unstored.remove(execution)) {
      backlog.unstored(-1);
    }
    if (execution.isStored()) {
      stores.pending().delete(execution.tenant(), execution.sequence());
    }
    backlog.remove(execution);
    memory.giveBack(execution);
  }

  /** The next commit has to store it. */
  private void unstored(AdmittedExecution execution) {
    if (unstored.add(execution)) {
      backlog(execution.tenant().value()).unstored(1);
    }
  }

  /** Another attempt follows; the next commit stores that. */
  void again(AdmittedExecution execution, Duration delay) {
    unstored(execution);
    queue.again(execution.ticket(), delay);
  }

  /** The same attempt is repeated later. */
  void repeat(AdmittedExecution execution, Duration delay) {
    queue.again(execution.ticket(), delay);
  }

  /** The same attempt is repeated with fresh reads; after a few times alone, so that it ends. */
  void conflicted(AdmittedExecution execution) {
    execution.conflicted();
    queue.conflicted(execution.ticket(), execution.conflicts() >= CONFLICTS);
  }

  /** Lets those run that waited behind a failed one, or the next of them. */
  void release(String lane, Instant now) {
    for (ParkedExecutions.Waiting waiting : stores.parked().release(lane)) {
      TenantId tenant = ParkedExecutions.tenantOf(lane);
      stores.pending().put(tenant, waiting.sequence(), waiting.pending());
      AdmittedExecution execution = stored(waiting.sequence(), waiting.pending());
      stores.parked().releaseOf(lane).ifPresent(execution::releasedWith);
      enqueue(execution, now);
    }
  }

  private void refill(TenantBacklog backlog, Instant now) {
    if (!backlog.hasSpilled() || backlog.inMemory() > MemoryShare.EXECUTIONS_PER_TENANT / 2) {
      return;
    }
    stores
        .pending()
        .from(
            backlog.tenant(),
            backlog.spilledFrom(),
            (sequence, pending) -> {
              if (!backlog.hasSpilled() || !memory.hasRoom(backlog)) {
                return false;
              }
              backlog.unspill(sequence);
              enqueue(stored(sequence, pending), now);
              return true;
            });
  }

  // ---- commit, time, close
  // --------------------------------------------------------------------------

  /** Puts what is not finished where a restart finds it. */
  void beforeCommit() {
    for (AdmittedExecution execution : unstored) {
      stores.pending().put(execution.tenant(), execution.sequence(), execution.toPending());
      execution.becomesStored();
      backlog(execution.tenant().value()).unstored(-1);
    }
    unstored.clear();
    stalled = false;
    stores.values().beforeCommit();
  }

  /** Once a second. */
  void tick(Instant now) {
    var expired = stores.values().expire(now, 10_000);
    if (!expired.isEmpty()) {
      output.accept(AppliedAttempt.ofValues(expired));
    }
    for (String lane : stores.parked().waiting()) {
      if (!stores
          .definitions()
          .of(ParkedExecutions.tenantOf(lane))
          .parks(ParkedExecutions.listenerOf(lane))) {
        release(lane, now);
      }
    }
    backlogs.values().forEach(backlog -> refill(backlog, now));
    backlogs.values().stream()
        .filter(TenantBacklog::changed)
        .forEach(
            backlog ->
                stores
                    .backlogs()
                    .put(
                        backlog.tenant(),
                        backlog
                            .show(
                                queue.counts(backlog.tenant()),
                                stores.parked().count(backlog.tenant()),
                                stores.postponed().count(backlog.tenant()),
                                now)
                            .toJson()));
    forgetIdle();
  }

  private void forgetIdle() {
    backlogs
        .values()
        .removeIf(
            backlog -> {
              boolean over = isOver(backlog);
              if (over) {
                stores.backlogs().delete(backlog.tenant());
              }
              return over;
            });
  }

  /** Nothing of it is left to do or to tell. */
  private boolean isOver(TenantBacklog backlog) {
    return waiting(backlog) == 0
        && stores.parked().count(backlog.tenant()) == 0
        && !backlog.changed()
        && backlog.hasIgnoredNothing();
  }

  /** The partition goes elsewhere: what is not committed is done there. */
  void close() {
    queue.drop(backlogs.keySet());
    for (TenantBacklog backlog : backlogs.values()) {
      for (AdmittedExecution execution : backlog.executions()) {
        execution.ticket().cancel();
        memory.giveBack(execution);
      }
    }
    backlogs.clear();
    unstored.clear();
    stores.values().close();
  }

  private TenantBacklog backlog(String tenant) {
    return backlogs.computeIfAbsent(tenant, TenantBacklog::new);
  }
}
