package io.scriptmaster.testkit.guarantees;

import java.util.List;
import java.util.Optional;

/**
 * An execution that has to come of a workload, with all its effects.
 *
 * @param attempt the last one, which the record shows
 * @param lines of all attempts, in order
 * @param valuesWritten how many values its last attempt wrote
 * @param deadLetter the reason of the dead letter that it leaves; empty where it leaves none
 */
public record ExpectedExecution(
    Name name,
    Optional<String> key,
    String outcome,
    int attempt,
    List<Line> lines,
    int valuesWritten,
    List<Event> events,
    Optional<String> deadLetter) {

  public ExpectedExecution {
    lines = List.copyOf(lines);
    events = List.copyOf(events);
  }

  /** Which one it is. */
  public record Name(String tenant, String script, Cause cause) {}

  /**
   * @param data JSON text
   */
  public record Line(int attempt, String message, Optional<String> data) {}

  /**
   * @param payload JSON text
   */
  public record Event(String type, Optional<String> key, String payload) {}

  /** One that succeeds at its first attempt. */
  public static ExpectedExecution succeeding(
      Name name, Optional<String> key, List<Line> lines, int valuesWritten, List<Event> events) {
    return new ExpectedExecution(
        name, key, "succeeded", 1, lines, valuesWritten, events, Optional.empty());
  }
}
