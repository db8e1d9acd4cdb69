package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;

/**
 * What one run of a script is given.
 *
 * @param eventJson JSON text of the {@code event} argument; text that is not JSON ends the run as
 *     {@code event_not_json}
 * @param executionJson JSON object that the script sees, frozen, as {@code sm.execution}; it comes
 *     from the platform, so text that is not JSON is the platform's error and thrown
 * @param now where the run's clock stands when it begins; it advances with timers only
 * @param waitedAlready of the waits for timers to come, so much was waited in an earlier run, and
 *     is not waited again: at the beginning it is {@code now} plus this for everybody but the
 *     script
 * @param seed of random numbers and the beginning of the ids of emitted events: the execution's id,
 *     the same on every attempt
 * @param depth how many executions, each started by an event of the one before, led to this one; 0
 *     when none
 */
public record Invocation(
    String eventJson,
    String executionJson,
    Instant now,
    Duration waitedAlready,
    String seed,
    int depth) {

  /** Of a first run. */
  public Invocation(String eventJson, String executionJson, Instant now, String seed, int depth) {
    this(eventJson, executionJson, now, Duration.ZERO, seed, depth);
  }

  public Invocation {
    requireNonNull(eventJson, "eventJson");
    requireNonNull(executionJson, "executionJson");
    requireNonNull(now, "now");
    requireNonNull(waitedAlready, "waitedAlready");
    requireNonNull(seed, "seed");
    if (depth < 0) {
      throw new IllegalArgumentException("depth " + depth + " must not be negative");
    }
  }
}
