package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.RetryPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;

/** Whether and when an attempt is followed by another. */
final class RetryDelay {

  private RetryDelay() {}

  /**
   * @param attempt that has ended, from 1
   * @return the time until the next one: doubling from one to the next, within ±25 % of it, the
   *     same for the same execution and attempt; empty where this was the last
   */
  static Optional<Duration> after(
      Optional<RetryPolicy> policy, String outcome, int attempt, ExecutionId id) {
    return policy
        .filter(retry -> attempt < retry.getAttempts() && retry.getOutcomes().contains(outcome))
        .map(retry -> jittered(backoff(retry, attempt), id, attempt));
  }

  private static long backoff(RetryPolicy retry, int attempt) {
    double doubled = retry.getBackoffMillis() * Math.pow(2, attempt - 1.0);
    return (long) Math.min(doubled, retry.getMaxBackoffMillis());
  }

  private static Duration jittered(long millis, ExecutionId id, int attempt) {
    double factor =
        new SplittableRandom(31L * id.value().hashCode() + attempt).nextDouble(0.75, 1.25);
    return Duration.ofMillis(Math.round(millis * factor));
  }
}
