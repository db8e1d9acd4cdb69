package io.scriptmaster.engine;

import java.time.Duration;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.graalvm.polyglot.Context;

/** One daemon thread that ends runs which take too long. */
final class Watchdog implements AutoCloseable {

  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, task -> Thread.ofPlatform().name("scriptmaster-watchdog").daemon().unstarted(task));

  Watchdog() {
    // Nearly every deadline is released long before it is due, and would keep its context alive
    // until then.
    timer.setRemoveOnCancelPolicy(true);
  }

  Deadline guard(Context context, Duration limit) {
    Deadline deadline = new Deadline(context);
    deadline.startedBy(timer.schedule(deadline::expire, limit.toNanos(), TimeUnit.NANOSECONDS));
    return deadline;
  }

  @Override
  public void close() {
    timer.shutdownNow();
  }
}
