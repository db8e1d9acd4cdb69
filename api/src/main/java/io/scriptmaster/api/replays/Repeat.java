package io.scriptmaster.api.replays;

import io.scriptmaster.execution.ExecutionRequest;

/** What is to run again. */
public sealed interface Repeat {

  /** One execution. */
  record OfExecution(ExecutionRequest request) implements Repeat {}

  /**
   * Whatever an upstream event starts.
   *
   * @param value its record's, as it was
   */
  record OfEvent(byte[] value) implements Repeat {}
}
