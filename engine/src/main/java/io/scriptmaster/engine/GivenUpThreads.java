package io.scriptmaster.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

/** Counts the threads that were given up and are still busy. Any thread. */
final class GivenUpThreads {

  private final AtomicInteger busy = new AtomicInteger();
  private final int most;
  private final CompletableFuture<EngineHealth> exhausted = new CompletableFuture<>();

  GivenUpThreads(int most) {
    this.most = most;
  }

  EngineHealth health() {
    return new EngineHealth(busy.get(), most);
  }

  CompletableFuture<EngineHealth> exhausted() {
    return exhausted;
  }

  void oneMore() {
    EngineHealth health = new EngineHealth(busy.incrementAndGet(), most);
    if (health.isExhausted()) {
      exhausted.completeAsync(() -> health);
    }
  }

  void oneCameBack() {
    busy.decrementAndGet();
  }
}
