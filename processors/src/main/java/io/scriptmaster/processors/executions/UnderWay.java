package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.processors.executions.work.Ticket;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * The executions of one partition that are admitted and not finished: in the queue, or behind that
 * in the pending store. Owned by the stream thread.
 *
 * <p>What is in the queue only when a commit comes is written to the pending store as part of that
 * commit, so its trigger's offset may be committed too; a quick one is over by then and costs no
 * write.
 */
final class UnderWay {

  /** So many quick executions are under way at most: a commit would have to store them. */
  private static final int WINDOW = 512;

  private final TaskStores stores;
  private final FairQueue queue;
  private final MemoryShare memory;
  private final ScriptWorkshop workshop;
  private final Map<String, TenantBacklog> backlogs = new HashMap<>();
  private final Set<AdmittedExecution> unstored = new LinkedHashSet<>();

  UnderWay(TaskStores stores, FairQueue queue, MemoryShare memory, ScriptWorkshop workshop) {
    this.stores = stores;
    this.queue = queue;
    this.memory = memory;
    this.workshop = workshop;
  }

  /** Whether a tenant has some. */
  boolean areOf(String tenant) {
    return backlogs.containsKey(tenant);
  }

  TenantBacklog backlog(TenantId tenant) {
    return backlog(tenant.value());
  }

  TenantBacklog backlog(String tenant) {
    return backlogs.computeIfAbsent(tenant, TenantBacklog::new);
  }

  boolean has(AdmittedExecution execution) {
    TenantBacklog backlog = backlogs.get(execution.tenant().value());
    return backlog != null && backlog.has(execution);
  }

  /** Of a tenant, in memory, in the stores and in the topic. */
  long waiting(TenantBacklog backlog) {
    return waitingUnparked(backlog) + stores.parked().count(backlog.tenant());
  }

  /** Those that do not wait behind one that failed. */
  long waitingUnparked(TenantBacklog backlog) {
    return backlog.all() + stores.postponed().count(backlog.tenant());
  }

  AdmittedExecution stored(long sequence, PendingExecution pending) {
    TenantId tenant = new TenantId(pending.getEvent().getTenant());
    return AdmittedExecution.of(sequence, pending, stores.definitions().of(tenant));
  }

  // ---- room

  boolean isHalfEmpty(TenantBacklog backlog) {
    return backlog.inMemory() <= MemoryShare.EXECUTIONS_PER_TENANT / 2;
  }

  boolean isMemoryLeft(TenantBacklog backlog) {
    return memory.hasRoom(backlog);
  }

  /** The next commit has enough to store, unless some end. */
  boolean isWindowFull() {
    return unstored.size() >= WINDOW;
  }

  /** More than half of what the next commit may have to store. */
  boolean fillsWindow(TenantBacklog backlog) {
    return backlog.unstored() > WINDOW / 2;
  }

  boolean nothingToStore() {
    return unstored.isEmpty();
  }

  PostponedEvents.Room room() {
    return new Room();
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
              && !isWindowFull();
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

  // ---- in and out

  /** Puts it into the queue. */
  void enqueue(AdmittedExecution execution, Instant now) {
    backlog(execution.tenant()).add(execution);
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

  /** Puts it behind the queue, into the store. */
  void spill(AdmittedExecution execution) {
    stores.pending().put(execution.tenant(), execution.sequence(), execution.toPending());
    backlog(execution.tenant()).spill(execution.sequence());
  }

  /** Takes what an earlier life of the partition left into the queue, or behind it. */
  void takeUp(String tenant, long sequence, PendingExecution pending, Instant now) {
    TenantBacklog backlog = backlog(tenant);
    AdmittedExecution execution = stored(sequence, pending);
    stores.parked().tookUp(execution);
    if (!backlog.hasSpilled() && memory.hasRoom(backlog)) {
      enqueue(execution, now);
    } else {
      backlog.spill(sequence);
    }
  }

  /** Brings into the queue what waits behind it, once it is half empty. */
  void refill(TenantBacklog backlog, Instant now) {
    if (!backlog.hasSpilled() || !isHalfEmpty(backlog)) {
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
              if (backlog.has(sequence)) {
                // Released from a parked lane into the queue, past those that wait behind it.
                return true;
              }
              backlog.unspill(sequence);
              enqueue(stored(sequence, pending), now);
              return true;
            });
  }

  /** It has come to its end. */
  void leave(AdmittedExecution execution) {
    TenantBacklog backlog = backlog(execution.tenant());
    if (unstored.remove(execution)) {
      backlog.unstored(-1);
    }
    if (execution.isStored()) {
      stores.pending().delete(execution.tenant(), execution.sequence());
    }
    backlog.remove(execution);
    memory.giveBack(execution);
  }

  /** It is not as it was stored: the next commit has to store it. */
  void unstored(AdmittedExecution execution) {
    if (unstored.add(execution)) {
      backlog(execution.tenant()).unstored(1);
    }
  }

  // ---- commit, time, close

  /** Puts what is not finished where a restart finds it. */
  void beforeCommit() {
    for (AdmittedExecution execution : unstored) {
      stores.pending().put(execution.tenant(), execution.sequence(), execution.toPending());
      execution.becomesStored();
      backlog(execution.tenant()).unstored(-1);
    }
    unstored.clear();
  }

  /** Once a second: brings in what has room, and shows each tenant's backlog. */
  void tick(Instant now) {
    backlogs.values().forEach(backlog -> refill(backlog, now));
    backlogs.values().stream()
        .filter(TenantBacklog::changed)
        .forEach(backlog -> stores.backlogs().put(backlog.tenant(), show(backlog, now).toJson()));
    backlogs.values().removeIf(this::forgetIfOver);
  }

  private Backlog show(TenantBacklog backlog, Instant now) {
    String tenant = backlog.tenant();
    return backlog.show(
        queue.counts(tenant),
        new TenantBacklog.Elsewhere(
            stores.parked().count(tenant),
            stores.parked().oldest(tenant),
            stores.postponed().count(tenant)),
        now);
  }

  /** Whether nothing of it is left to do or to tell. */
  private boolean forgetIfOver(TenantBacklog backlog) {
    boolean over = waiting(backlog) == 0 && !backlog.changed() && backlog.hasIgnoredNothing();
    if (over) {
      stores.backlogs().delete(backlog.tenant());
    }
    return over;
  }

  /** The partition goes elsewhere: what is not committed is done there. */
  void close() {
    queue.drop(backlogs.keySet());
    for (TenantBacklog backlog : backlogs.values()) {
      for (AdmittedExecution execution : backlog.executions()) {
        // Also those that a worker is about to begin.
        execution.becomesCancelled();
        execution.ticket().cancel();
        memory.giveBack(execution);
      }
    }
    backlogs.clear();
    unstored.clear();
  }
}
