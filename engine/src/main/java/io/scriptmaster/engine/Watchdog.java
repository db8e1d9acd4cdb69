package io.scriptmaster.engine;

import io.scriptmaster.engine.Heap.Room;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One daemon thread that looks at every running step a few hundred times a second and ends what
 * exceeds a limit; and, after each collection, what holds too much memory, waiting or not. Now and
 * then it has what is not used any more let go.
 */
final class Watchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);

  private static final Duration TICK = Duration.ofMillis(4);

  private final Set<ScriptRun> running = ConcurrentHashMap.newKeySet();

  /** Who is to proceed later, and holds memory until then. Weakly: its caller may forget it. */
  private final Map<ScriptRun, Boolean> waiting = Collections.synchronizedMap(new WeakHashMap<>());

  private final Heap heap = new Heap();
  private final Holdings<ScriptRun> holdings =
      new Holdings<>(ScriptRun::allocatedBytes, ScriptRun::maxHeldBytes);
  private final Thread thread =
      Thread.ofPlatform().name("scriptmaster-watchdog").daemon().unstarted(this::watch);
  private final Runnable tidy;
  private final long tidyEveryNanos;
  private long tidiedAt = System.nanoTime();
  private volatile boolean asleep;
  private volatile boolean closed;

  /**
   * @param tidy lets go of what is not used; must not block
   */
  Watchdog(Runnable tidy, Duration tidyEvery) {
    this.tidy = tidy;
    this.tidyEveryNanos = tidyEvery.toNanos();
  }

  void start() {
    thread.start();
  }

  void watch(ScriptRun run) {
    waiting.remove(run);
    running.add(run);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  /** Its step is over; it may be stopped for its memory only. */
  void waits(ScriptRun run) {
    waiting.put(run, true);
    running.remove(run);
  }

  void forget(ScriptRun run) {
    waiting.remove(run);
    running.remove(run);
  }

  /** Who may be stopped for memory. */
  List<ScriptRun> candidates() {
    List<ScriptRun> all = new ArrayList<>(running);
    synchronized (waiting) {
      all.addAll(waiting.keySet());
    }
    return all;
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
  }

  private void watch() {
    while (!closed) {
      if (running.isEmpty()) {
        sleepUntilNeeded();
      } else {
        LockSupport.parkNanos(TICK.toNanos());
        look();
      }
      tidyWhenDue();
    }
  }

  private void sleepUntilNeeded() {
    asleep = true;
    if (running.isEmpty() && !closed) {
      LockSupport.parkNanos(tidyEveryNanos);
    }
    asleep = false;
  }

  private void tidyWhenDue() {
    if (System.nanoTime() - tidiedAt < tidyEveryNanos) {
      return;
    }
    tidiedAt = System.nanoTime();
    try {
      tidy.run();
    } catch (RuntimeException e) {
      LOG.warn("What is not used could not be let go; it is tried again", e);
    }
  }

  private void look() {
    running.forEach(ScriptRun::checkLimits);
    heap.collected()
        .ifPresent(
            collected -> holdings.tooLarge(collected, candidates()).forEach(ScriptRun::makeRoom));
    if (heap.wasMarkedFull()) {
      holdings.largest(candidates()).ifPresent(ScriptRun::makeRoom);
    }
    Room room = heap.room();
    if (room != Room.PLENTY) {
      holdings.suspects(room, candidates()).forEach(ScriptRun::makeRoom);
    }
  }
}
