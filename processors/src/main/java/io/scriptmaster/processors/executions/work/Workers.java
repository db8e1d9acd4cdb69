package io.scriptmaster.processors.executions.work;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of a process that run scripts, and one that watches them.
 *
 * <p>Quick jobs always find a thread: for one whose job became slow, or is lost, another is
 * started, up to the settings' bound. It ends when the slow one is quick again.
 */
public final class Workers implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Workers.class);
  private static final long WATCH_EVERY_MILLIS = 5;

  private final FairQueue queue;
  private final WorkerSettings settings;
  private final ThreadFactory threads;
  private final Set<Worker> crew = ConcurrentHashMap.newKeySet();
  private final Thread supervisor;

  // Guarded by this.
  private int size;
  private int slow;
  private int stuck;
  private volatile boolean closed;

  /**
   * Starts the threads.
   *
   * @param threads daemon threads with a stack as scripts need it
   */
  public Workers(FairQueue queue, WorkerSettings settings, ThreadFactory threads) {
    this.queue = queue;
    this.settings = settings;
    this.threads = threads;
    this.supervisor =
        Thread.ofPlatform().name("scriptmaster-workers-supervisor").daemon().unstarted(this::watch);
    reinforce();
    supervisor.start();
  }

  public FairQueue queue() {
    return queue;
  }

  /** Stops taking tickets; the threads end after their job. Who cancels jobs does so before. */
  @Override
  public void close() {
    closed = true;
    queue.close();
    supervisor.interrupt();
  }

  public synchronized Crew crew() {
    return new Crew(size, slow, stuck);
  }

  private synchronized void reinforce() {
    int wanted = settings.threads() + Math.min(slow, settings.spare());
    while (!closed && size < wanted) {
      Worker worker = new Worker(queue, settings.slice(), this);
      threads.newThread(worker).start();
      crew.add(worker);
      size++;
    }
  }

  /** Asked by a worker between two turns; it ends when there are more than needed. */
  synchronized boolean keeps(Worker worker) {
    return !closed && crew.contains(worker) && size <= settings.threads() + slow;
  }

  /** Its thread ends. */
  synchronized void left(Worker worker) {
    if (crew.remove(worker)) {
      size--;
    } else {
      stuck--;
    }
    // Who takes its place is started by the supervisor: a thread is as eager as the one that
    // started it.
  }

  synchronized void slowed() {
    slow++;
    reinforce();
  }

  synchronized void quickAgain() {
    slow--;
  }

  synchronized void lost(Worker worker) {
    slow--;
    // Its thread may have ended meanwhile.
    if (crew.remove(worker)) {
      size--;
      stuck++;
    }
    reinforce();
  }

  private void look() {
    try {
      queue.promoteDue();
      long now = System.nanoTime();
      crew.forEach(worker -> worker.watch(now, settings.slowAfter()));
      reinforce();
    } catch (RuntimeException | Error e) {
      // No thread or no memory to be had: nobody but this one notices when that is over.
      LOG.error("The workers could not be looked after; it is tried again", e);
    }
  }

  private void watch() {
    try {
      while (!closed) {
        Thread.sleep(WATCH_EVERY_MILLIS);
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
