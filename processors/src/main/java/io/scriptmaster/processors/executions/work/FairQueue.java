package io.scriptmaster.processors.executions.work;

import io.scriptmaster.processors.executions.work.Ticket.State;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/**
 * The tickets of all tenants of a process. Served next is the tenant that has used the least time
 * for its weight, so a flood or slow scripts are their owner's problem.
 *
 * <p>Safe for use by any number of threads. Unbounded: who adds bounds what a tenant has in it.
 */
public final class FairQueue {

  /** So many threads one tenant may hold for long at once. */
  static final int SLOW_PER_TENANT = 2;

  /** What one tenant's outcomes may hold before no more of it is run. */
  static final long OUTCOME_BYTES_PER_TENANT = 16L * 1024 * 1024;

  private final LongSupplier nanoClock;
  private final long mostOutcomeBytes;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition workToDo = lock.newCondition();
  private final Map<String, TenantQueue> tenants = new HashMap<>();
  private final TreeSet<TenantQueue> eligible = new TreeSet<>();
  private final PriorityQueue<Due> later = new PriorityQueue<>();
  private final Set<String> held = new HashSet<>();
  private double leastVirtualTime;

  /** Of outcomes that their owners have not settled. */
  private long outcomeBytes;

  private boolean closed;

  /** Tickets that are in a worker's hands or about to be, or wait for their owner's word. */
  private volatile int atWork;

  public FairQueue() {
    this(System::nanoTime, Runtime.getRuntime().maxMemory() / 16);
  }

  /**
   * @param mostOutcomeBytes while outcomes hold more, only those tenants are served that have none
   */
  FairQueue(LongSupplier nanoClock, long mostOutcomeBytes) {
    this.nanoClock = nanoClock;
    this.mostOutcomeBytes = mostOutcomeBytes;
  }

  private record Due(long nanos, Ticket ticket) implements Comparable<Due> {
    @Override
    public int compareTo(Due other) {
      return Long.compare(nanos - other.nanos, 0);
    }
  }

  /** Whether some ticket is at work, or will be as soon as there is a worker. */
  public boolean isBusy() {
    return atWork > 0;
  }

  /** Adds a ticket at the end of its tenant's queue and of its lane. */
  public void add(Ticket ticket) {
    lock.lock();
    try {
      enter(ticket, State.QUEUED);
    } finally {
      lock.unlock();
    }
  }

  /** As {@link #add}, but neither it nor its lane runs before the delay is over. */
  public void addLater(Ticket ticket, Duration delay) {
    lock.lock();
    try {
      enter(ticket, State.DELAYED);
      callLater(ticket, delay);
    } finally {
      lock.unlock();
    }
  }

  private void enter(Ticket ticket, State state) {
    TenantQueue queue =
        tenants.computeIfAbsent(
            ticket.tenant(),
            tenant -> new TenantQueue(tenant, leastVirtualTime, held.contains(tenant)));
    ticket.queue = queue;
    eligible.remove(queue);
    int before = queue.atWork();
    queue.add(ticket, state);
    atWork += queue.atWork() - before;
    update(queue);
  }

  /** The owner of an ended ticket is done with it: its lane goes on. */
  public void settle(Ticket ticket) {
    changing(ticket, () -> ticket.queue.settle(ticket));
  }

  /** The owner of an ended ticket wants it run again; its lane waits for it. */
  public void again(Ticket ticket, Duration delay) {
    changing(
        ticket,
        () -> {
          ticket.forgetJob();
          ticket.queue.noLongerAlone(ticket);
          ticket.queue.become(ticket, State.DELAYED);
          callLater(ticket, delay);
        });
  }

  /**
   * The owner of an ended ticket wants it run again at once, because others had changed what it had
   * read; the tenant runs fewer at a time.
   *
   * @param alone nothing else of the tenant shall run until it is settled
   */
  public void conflicted(Ticket ticket, boolean alone) {
    changing(
        ticket,
        () -> {
          ticket.forgetJob();
          ticket.queue.runFewerAtOnce();
          if (alone) {
            ticket.queue.runAlone(ticket);
          }
          ticket.queue.putBack(ticket);
        });
  }

  /** What a ticket waits for does not matter any more. */
  public void hurry(Ticket ticket) {
    changing(
        ticket,
        () -> {
          if (later.removeIf(due -> due.ticket == ticket)) {
            ticket.queue.goOn(ticket);
          }
        });
  }

  /**
   * Begins nothing more of a tenant until it is let go, and then fewer at a time, unless it had
   * nothing left meanwhile; what has begun goes on.
   */
  public void hold(String tenant) {
    lock.lock();
    try {
      held.add(tenant);
      changing(
          tenants.get(tenant),
          queue -> {
            queue.hold(true);
            queue.runFewerAtOnce();
          });
    } finally {
      lock.unlock();
    }
  }

  public void letGo(String tenant) {
    lock.lock();
    try {
      held.remove(tenant);
      changing(tenants.get(tenant), queue -> queue.hold(false));
    } finally {
      lock.unlock();
    }
  }

  /** A queue that is in the set must not change what the set is ordered by. */
  private void changing(TenantQueue queue, Consumer<TenantQueue> change) {
    if (queue == null || queue.isDropped()) {
      return;
    }
    eligible.remove(queue);
    int before = queue.atWork();
    long bytesBefore = queue.outcomeBytes();
    change.accept(queue);
    atWork += queue.atWork() - before;
    outcomeBytes += queue.outcomeBytes() - bytesBefore;
    update(queue);
  }

  /** Forgets tenants, because another instance serves them now. Their jobs are not cancelled. */
  public void drop(Iterable<String> names) {
    lock.lock();
    try {
      for (String name : names) {
        TenantQueue queue = tenants.remove(name);
        if (queue != null) {
          eligible.remove(queue);
          atWork -= queue.atWork();
          outcomeBytes -= queue.outcomeBytes();
          queue.drop();
        }
      }
      later.removeIf(due -> due.ticket.queue.isDropped());
    } finally {
      lock.unlock();
    }
  }

  /** How many tickets are kept because their time has not come. */
  int waitingForTime() {
    lock.lock();
    try {
      return later.size();
    } finally {
      lock.unlock();
    }
  }

  public Counts counts(String tenant) {
    lock.lock();
    try {
      TenantQueue queue = tenants.get(tenant);
      return queue == null ? Counts.NONE : queue.counts();
    } finally {
      lock.unlock();
    }
  }

  // ---- for workers
  // --------------------------------------------------------------------------------

  /**
   * Up to {@code max} tickets of the tenant whose turn it is; waits for one.
   *
   * @return empty when the queue was closed, or nothing came within the patience
   */
  List<Ticket> take(int max, Duration patience) throws InterruptedException {
    lock.lockInterruptibly();
    try {
      long patient = nanoClock.getAsLong() + patience.toNanos();
      while (!closed) {
        promoteDue();
        if (!eligible.isEmpty()) {
          List<Ticket> turn = takeTurn(eligible.pollFirst(), max);
          if (!turn.isEmpty()) {
            return turn;
          }
          // Others' outcomes have come to hold too much since it was found eligible.
          continue;
        }
        long now = nanoClock.getAsLong();
        if (now - patient >= 0) {
          return List.of();
        }
        long due = later.isEmpty() ? Long.MAX_VALUE : Math.max(1, later.peek().nanos - now);
        workToDo.await(Math.min(due, patient - now), TimeUnit.NANOSECONDS);
      }
      return List.of();
    } finally {
      lock.unlock();
    }
  }

  private List<Ticket> takeTurn(TenantQueue queue, int max) {
    leastVirtualTime = Math.max(leastVirtualTime, queue.virtualTime());
    List<Ticket> turn = new ArrayList<>(Math.min(max, 8));
    while (turn.size() < max && isServed(queue)) {
      turn.add(queue.take());
    }
    update(queue);
    return turn;
  }

  /** Taken, but not begun: back to the front, the last one first. */
  void putBack(List<Ticket> tickets) {
    for (Ticket ticket : tickets.reversed()) {
      changing(ticket, () -> ticket.queue.putBack(ticket));
    }
  }

  /** A job has nothing to do for a while. */
  void waiting(Ticket ticket, long usedNanos, Duration delay) {
    changing(
        ticket,
        () -> {
          released(ticket, usedNanos);
          ticket.begun = true;
          ticket.queue.become(ticket, State.WAITING);
          callLater(ticket, delay);
        });
  }

  /**
   * @param bytes that its outcome holds until the ticket is settled or run again
   */
  void ended(Ticket ticket, long usedNanos, long bytes) {
    changing(
        ticket,
        () -> {
          released(ticket, usedNanos);
          ticket.queue.ended(ticket, bytes);
        });
  }

  /** A job holds its thread for long. */
  void slow(Ticket ticket) {
    changing(
        ticket,
        () -> {
          if (ticket.state == State.RUNNING && !ticket.slow) {
            ticket.slow = true;
            ticket.queue.slower(1);
          }
        });
  }

  private static void released(Ticket ticket, long usedNanos) {
    ticket.queue.charge(usedNanos);
    if (ticket.slow) {
      ticket.slow = false;
      ticket.queue.slower(-1);
    }
  }

  /** Puts those back whose time has come. */
  void promoteDue() {
    lock.lock();
    try {
      long now = nanoClock.getAsLong();
      while (!later.isEmpty() && later.peek().nanos - now <= 0) {
        Ticket ticket = later.poll().ticket;
        if (!ticket.queue.isDropped()) {
          eligible.remove(ticket.queue);
          int before = ticket.queue.atWork();
          ticket.queue.goOn(ticket);
          atWork += ticket.queue.atWork() - before;
          update(ticket.queue);
        }
      }
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      workToDo.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void callLater(Ticket ticket, Duration delay) {
    later.add(new Due(nanoClock.getAsLong() + delay.toNanos(), ticket));
    // Whoever waits may have to wait less now.
    workToDo.signal();
  }

  private void changing(Ticket ticket, Runnable change) {
    lock.lock();
    try {
      changing(ticket.queue, _ -> change.run());
    } finally {
      lock.unlock();
    }
  }

  /**
   * Whoever has to wait has outcomes, and is looked at again when one of them is settled; that
   * needs no worker, so nobody waits for ever.
   */
  private boolean isServed(TenantQueue queue) {
    return queue.isEligible(SLOW_PER_TENANT)
        && (queue.outcomeBytes() == 0
            || queue.outcomeBytes() < OUTCOME_BYTES_PER_TENANT && outcomeBytes < mostOutcomeBytes);
  }

  private void update(TenantQueue queue) {
    if (isServed(queue)) {
      queue.startFrom(leastVirtualTime);
      eligible.add(queue);
      workToDo.signal();
    } else if (queue.isIdle()) {
      // Its virtual time is forgotten: coming back it starts where the least served one is.
      tenants.remove(queue.tenant(), queue);
    }
  }
}
