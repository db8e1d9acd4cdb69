package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * What one run of a script is given.
 *
 * @param eventJson JSON text of the {@code event} argument; text that is not JSON ends the run as
 *     {@code event_not_json}
 * @param executionJson JSON object that the script sees, frozen, as {@code sm.execution}; it comes
 *     from the platform, so text that is not JSON is the platform's error and thrown
 * @param now what {@code sm.now()} returns (as milliseconds since the epoch), and the time log
 *     lines count from
 */
public record Invocation(String eventJson, String executionJson, Instant now) {

  public Invocation {
    requireNonNull(eventJson, "eventJson");
    requireNonNull(executionJson, "executionJson");
    requireNonNull(now, "now");
  }
}
