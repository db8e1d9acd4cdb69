package io.scriptmaster.processors.executions.work;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that runs jobs, a turn of one tenant after another. Once a job has made it less eager
 * ({@link Niceness}) it ends with that job.
 */
final class Worker implements Runnable {

  private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

  private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();

  /** Reading, writing and answering come before running, and keep it supplied. */
  private static final int NICENESS = 5;

  /** A job that takes the processor for long gets what nobody else wants of it. */
  private static final int NICENESS_OF_HOGS = 15;

  /** Beyond what made it slow; one that was only kept from running is no hog. */
  private static final long HOG_NANOS = 75_000_000;

  private static final int TURN = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final FairQueue queue;
  private final long sliceNanos;
  private final Workers crew;

  // Guarded by this: the supervisor looks on.
  private final Deque<Ticket> turn = new ArrayDeque<>();
  private Ticket current;
  private Job job;
  private long since;
  private boolean slow;
  private boolean lost;
  private long cpuWhenSlow;
  private boolean sunk;

  private volatile Thread thread;
  private volatile int threadId;

  Worker(FairQueue queue, Duration slice, Workers crew) {
    this.queue = queue;
    this.sliceNanos = slice.toNanos();
    this.crew = crew;
  }

  @Override
  public void run() {
    thread = Thread.currentThread();
    threadId = Niceness.threadId();
    Niceness.set(threadId, NICENESS);
    try {
      while (!isSpent() && crew.keeps(this)) {
        begin(queue.take(TURN, PATIENCE));
        long turnEnds = System.nanoTime() + sliceNanos;
        while (next(turnEnds)) {
          work();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      leave();
    }
  }

  /** Others run what it has taken. */
  private void leave() {
    synchronized (this) {
      putBackRest();
    }
    crew.left(this);
  }

  /** What it would take from the queue now, nobody would do, or not soon. */
  private synchronized boolean isSpent() {
    return lost || sunk;
  }

  private synchronized void begin(List<Ticket> tickets) {
    turn.addAll(tickets);
  }

  private synchronized boolean next(long turnEnds) {
    if (lost || sunk || turn.isEmpty()) {
      return false;
    }
    if (System.nanoTime() - turnEnds > 0) {
      putBackRest();
      return false;
    }
    current = turn.pollFirst();
    job = current.job();
    since = System.nanoTime();
    return true;
  }

  private void work() {
    Optional<Duration> wait;
    try {
      wait = job.proceed();
    } catch (RuntimeException | Error e) {
      // The border to scripts: a job says what went wrong by its outcome, so this is a bug of ours,
      // or memory ran out. Its owner hears of it by what deliver() hands over.
      LOG.error("A job of tenant {} failed in a way that no outcome tells", current.tenant(), e);
      wait = Optional.empty();
    }
    // Thrown by whoever cancelled it, and not meant for what this thread does next.
    Thread.interrupted();
    release(wait);
  }

  private void release(Optional<Duration> wait) {
    Ticket ticket;
    Job done;
    synchronized (this) {
      if (lost) {
        return;
      }
      ticket = current;
      done = job;
      long used = System.nanoTime() - since;
      if (wait.isPresent()) {
        queue.waiting(ticket, used, wait.get());
      } else {
        queue.ended(ticket, used, done.outcomeBytes());
      }
      current = null;
      job = null;
      if (slow) {
        slow = false;
        crew.quickAgain();
      }
    }
    if (wait.isEmpty()) {
      done.deliver();
    }
  }

  /** By the supervisor, every few milliseconds. */
  void watch(long now, Duration slowAfter) {
    Optional<Job> givenUp = Optional.empty();
    synchronized (this) {
      if (current == null || lost) {
        return;
      }
      if (!slow && now - since > slowAfter.toNanos()) {
        slow = true;
        cpuWhenSlow = CPU.getThreadCpuTime(thread.threadId());
        queue.slow(current);
        putBackRest();
        crew.slowed();
      }
      if (slow && !sunk && CPU.getThreadCpuTime(thread.threadId()) - cpuWhenSlow > HOG_NANOS) {
        sunk = true;
        Niceness.set(threadId, NICENESS_OF_HOGS);
      }
      if (slow && job.giveUp()) {
        lost = true;
        queue.ended(current, now - since, job.outcomeBytes());
        givenUp = Optional.of(job);
        LOG.warn(
            "A script of tenant {} does not end although a limit stopped it; its thread is given up",
            current.tenant());
      }
    }
    givenUp.ifPresent(
        done -> {
          crew.lost(this);
          done.deliver();
        });
  }

  private void putBackRest() {
    queue.putBack(new ArrayList<>(turn));
    turn.clear();
  }
}
