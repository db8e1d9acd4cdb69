package io.scriptmaster.engine;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/**
 * One daemon thread that looks at every running step a few hundred times a second and ends what
 * exceeds a limit; and, after each collection, what holds too much memory.
 */
final class Watchdog implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(4);

  private final Set<ScriptRun> running = ConcurrentHashMap.newKeySet();
  private final Heap heap = new Heap();
  private final Holdings<ScriptRun> holdings =
      new Holdings<>(ScriptRun::allocatedBytes, ScriptRun::maxHeldBytes);
  private final Thread thread =
      Thread.ofPlatform().name("scriptmaster-watchdog").daemon().unstarted(this::watch);
  private volatile boolean asleep;
  private volatile boolean closed;

  Watchdog() {
    thread.start();
  }

  void watch(ScriptRun run) {
    running.add(run);
    if (asleep) {
      LockSupport.unpark(thread);
    }
  }

  void forget(ScriptRun run) {
    running.remove(run);
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
    }
  }

  private void sleepUntilNeeded() {
    asleep = true;
    if (running.isEmpty() && !closed) {
      LockSupport.park();
    }
    asleep = false;
  }

  private void look() {
    running.forEach(ScriptRun::checkLimits);
    heap.collected()
        .ifPresent(collected -> holdings.tooLarge(collected, running).forEach(ScriptRun::makeRoom));
    if (heap.wasMarkedFull()) {
      holdings.largest(running).ifPresent(ScriptRun::makeRoom);
    }
    holdings.suspects(heap.room(), running).forEach(ScriptRun::makeRoom);
  }
}
