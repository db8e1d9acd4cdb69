package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.processors.executions.values.ValueReader;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** How an attempt ended, as a worker tells the stream thread. */
sealed interface AttemptOutcome {

  /** The filters of all listeners said no: there is no execution. */
  record NotWanted() implements AttemptOutcome {}

  /** An earlier event of its key failed for good, and the listener wants later ones to wait. */
  record Parked(String listener) implements AttemptOutcome {}

  /**
   * If it failed, later events of its key would have to wait, for which there is no room.
   *
   * @param chosen the filter let the event through
   */
  record Unparkable(String listener, boolean chosen) implements AttemptOutcome {}

  /** There is nothing to run. */
  record Refused(String code, String message) implements AttemptOutcome {}

  /**
   * A script or a filter ran.
   *
   * @param listener empty where the script was asked for by name
   * @param waited for timers, by the script
   * @param reads what it read; its writes count only if that is unchanged
   */
  record Ran(
      Optional<String> listener,
      RunnableScript script,
      Instant startedAt,
      Duration waited,
      ScriptResult result,
      ValueReader reads)
      implements AttemptOutcome {}

  /**
   * The platform failed, the script did not.
   *
   * @param listener empty where none had been found to start the script, or it was asked for by
   *     name
   * @param chosen there is one, and its filter let the event through
   */
  record PlatformFailed(Optional<String> listener, boolean chosen, RuntimeException cause)
      implements AttemptOutcome {}

  /** It was cancelled: on request, or because the partition is at work elsewhere. */
  record Cancelled() implements AttemptOutcome {}
}
