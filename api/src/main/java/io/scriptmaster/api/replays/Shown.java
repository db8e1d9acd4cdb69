package io.scriptmaster.api.replays;

import io.scriptmaster.api.http.Problem;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits until a view shows what was asked for, so that the client's next read does. */
public final class Shown {

  private static final Duration PATIENCE = Duration.ofSeconds(3);
  private static final Duration POLL = Duration.ofMillis(20);

  private Shown() {}

  /**
   * @param done for the error: what was done all the same, such as {@code it was redriven}
   * @throws io.scriptmaster.api.http.ProblemException 503 where it is not shown soon
   */
  public static void await(BooleanSupplier shown, String done) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!shown.getAsBoolean()) {
      if (System.nanoTime() > deadline) {
        throw Problem.of(
                503,
                "view_unavailable",
                "%s, which can not be shown yet; look at it in a moment".formatted(done))
            .asException()
            .retryAfter(1);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
