package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.ScriptError;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.execution.ExecutionError;

/** The result of a filter that failed, told apart from one of the script. */
public final class FilterFailure {

  private static final String CODE = "filter_failed";

  private FilterFailure() {}

  /**
   * Whether that is what an execution failed of: no listener was chosen, and where it is repeated
   * they are asked again.
   */
  public static boolean isIn(ExecutionError error) {
    return error != null && error.getCode().equals(CODE);
  }

  static ScriptResult of(String listener, ScriptResult result) {
    return switch (result) {
      case ScriptResult.Succeeded succeeded -> succeeded;
      case ScriptResult.Failed(var error, var log, var usage) ->
          new ScriptResult.Failed(told(listener, error), log, usage);
      case ScriptResult.TimedOut(var error, var log, var usage) ->
          new ScriptResult.TimedOut(told(listener, error), log, usage);
      case ScriptResult.LimitExceeded(var error, var log, var usage) ->
          new ScriptResult.LimitExceeded(told(listener, error), log, usage);
    };
  }

  private static ScriptError told(String listener, ScriptError error) {
    return new ScriptError(
        CODE, "the filter of listener %s: %s".formatted(listener, error.message()), error.stack());
  }
}
