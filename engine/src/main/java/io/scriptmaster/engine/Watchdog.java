package io.scriptmaster.engine;

import io.scriptmaster.engine.Heap.Collected;
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
import java.util.function.BooleanSupplier;
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
  private static final Duration LET_GO_EVERY = Duration.ofSeconds(30);
  private static final Duration TELL_EVERY = Duration.ofSeconds(5);

  private final Set<ScriptRun> running = ConcurrentHashMap.newKeySet();

  /** Who is to proceed later, and holds memory until then. Weakly: its caller may forget it. */
  private final Map<ScriptRun, Boolean> waiting = Collections.synchronizedMap(new WeakHashMap<>());

  private final Heap heap = new Heap();
  private final Holdings<ScriptRun> holdings =
      new Holdings<>(ScriptRun::allocatedBytes, ScriptRun::maxHeldBytes);
  private final Thread thread =
      Thread.ofPlatform().name("scriptmaster-watchdog").daemon().unstarted(this::watch);
  private final Runnable tidy;
  private final BooleanSupplier letGoIdle;
  private final long tidyEveryNanos;
  private long tidiedAt = System.nanoTime();
  private long letGoAt = tidiedAt - LET_GO_EVERY.toNanos();
  private long toldAt = tidiedAt - TELL_EVERY.toNanos();
  private volatile boolean asleep;
  private volatile boolean closed;

  /**
   * @param tidy lets go of what has not been used for long; must not block
   * @param letGoIdle lets go of all that is not in use, as the heap is full, and tells whether
   *     there was any; must not block
   */
  Watchdog(Runnable tidy, Duration tidyEvery, BooleanSupplier letGoIdle) {
    this.tidy = tidy;
    this.letGoIdle = letGoIdle;
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
        surviving("Limits could not be looked at", this::look);
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
    surviving("What is not used could not be let go", tidy);
  }

  /** Without this thread nothing has a limit, so it goes on when the heap is full, too. */
  private void surviving(String trouble, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      tell(trouble, e);
    }
  }

  private void tell(String trouble, Throwable cause) {
    long now = System.nanoTime();
    if (now - toldAt < TELL_EVERY.toNanos()) {
      return;
    }
    toldAt = now;
    try {
      LOG.error("{}; it is tried again", trouble, cause);
    } catch (RuntimeException | Error ignored) {
      // To say so needs memory as well.
    }
  }

  private void look() {
    running.forEach(ScriptRun::checkLimits);
    heap.collected().ifPresent(this::makeRoom);
    if (heap.wasMarkedFull()) {
      holdings.largest(candidates()).ifPresent(ScriptRun::makeRoom);
    }
    Room room = heap.room();
    if (room != Room.PLENTY) {
      holdings.suspects(room, candidates()).forEach(ScriptRun::makeRoom);
    }
  }

  /** What nobody uses goes before somebody is stopped, but not each time: it is dear to make. */
  private void makeRoom(Collected collected) {
    List<ScriptRun> tooLarge = holdings.tooLarge(collected, candidates());
    boolean wentIdle = collected.room().isTight() && letGoIdleWhenDue();
    if (!wentIdle || collected.room() == Room.NONE) {
      tooLarge.forEach(ScriptRun::makeRoom);
    }
  }

  private boolean letGoIdleWhenDue() {
    long now = System.nanoTime();
    if (now - letGoAt < LET_GO_EVERY.toNanos()) {
      return false;
    }
    letGoAt = now;
    return letGoIdle.getAsBoolean();
  }
}
