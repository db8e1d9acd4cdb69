package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.RetryPolicy;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/**
 * When a script is tried again.
 *
 * @param attempts 1 to {@value #MAX_ATTEMPTS} in all, the first included
 * @param backoff an ISO 8601 duration before the second attempt, up to PT1H, PT1S unless given; it
 *     doubles for each further one
 * @param maxBackoff an ISO 8601 duration, not below the backoff, up to PT24H; PT5M unless given
 * @param outcomes of failed, timed_out and limit_exceeded; the first two unless given
 */
public record Retry(Integer attempts, String backoff, String maxBackoff, List<String> outcomes) {

  static final int MAX_ATTEMPTS = 20;

  private static final Duration LEAST = Duration.ofMillis(1);
  private static final Duration USUAL_BACKOFF = Duration.ofSeconds(1);
  private static final Duration USUAL_MAX_BACKOFF = Duration.ofMinutes(5);
  private static final Duration MOST_BACKOFF = Duration.ofHours(1);
  private static final Duration MOST_MAX_BACKOFF = Duration.ofHours(24);
  private static final List<String> USUAL_OUTCOMES = List.of("failed", "timed_out");
  private static final Set<String> OUTCOMES = Set.of("failed", "timed_out", "limit_exceeded");

  public Retry {
    Fields.require(
        attempts != null && attempts >= 1 && attempts <= MAX_ATTEMPTS,
        "retry.attempts",
        "retry.attempts is a number from 1 to %d".formatted(MAX_ATTEMPTS));
    Duration first =
        duration(
            backoff,
            USUAL_BACKOFF,
            MOST_BACKOFF,
            "retry.backoff",
            "retry.backoff is an ISO 8601 duration from PT0.001S to PT1H, such as PT1S");
    Duration last =
        duration(
            maxBackoff,
            first.compareTo(USUAL_MAX_BACKOFF) > 0 ? first : USUAL_MAX_BACKOFF,
            MOST_MAX_BACKOFF,
            "retry.maxBackoff",
            "retry.maxBackoff is an ISO 8601 duration from PT0.001S to PT24H, such as PT5M");
    Fields.require(
        last.compareTo(first) >= 0,
        "retry.maxBackoff",
        "retry.maxBackoff is not below retry.backoff, which is " + first);
    outcomes = outcomes == null ? USUAL_OUTCOMES : outcomes;
    Fields.require(
        !outcomes.isEmpty()
            && outcomes.stream().distinct().count() == outcomes.size()
            && outcomes.stream().allMatch(outcome -> outcome != null && OUTCOMES.contains(outcome)),
        "retry.outcomes",
        "retry.outcomes is a list of failed, timed_out and limit_exceeded, each at most once");
    backoff = first.toString();
    maxBackoff = last.toString();
    outcomes = List.copyOf(outcomes);
  }

  static Retry of(RetryPolicy policy) {
    return new Retry(
        policy.getAttempts(),
        Duration.ofMillis(policy.getBackoffMillis()).toString(),
        Duration.ofMillis(policy.getMaxBackoffMillis()).toString(),
        policy.getOutcomes());
  }

  RetryPolicy policy() {
    return RetryPolicy.newBuilder()
        .setAttempts(attempts)
        .setBackoffMillis(Duration.parse(backoff).toMillis())
        .setMaxBackoffMillis(Duration.parse(maxBackoff).toMillis())
        .setOutcomes(outcomes)
        .build();
  }

  private static Duration duration(
      String text, Duration unlessGiven, Duration most, String field, String accepted) {
    if (text == null) {
      return unlessGiven;
    }
    try {
      Duration duration = Duration.parse(text);
      Fields.require(
          duration.compareTo(LEAST) >= 0 && duration.compareTo(most) <= 0, field, accepted);
      return Duration.ofMillis(duration.toMillis());
    } catch (DateTimeException e) {
      throw new InvalidFieldException(field, accepted);
    }
  }
}
