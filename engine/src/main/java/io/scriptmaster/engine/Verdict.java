package io.scriptmaster.engine;

import io.scriptmaster.engine.ScriptResult.Failed;
import io.scriptmaster.engine.ScriptResult.LimitExceeded;
import io.scriptmaster.engine.ScriptResult.Succeeded;
import io.scriptmaster.engine.ScriptResult.TimedOut;
import java.time.Duration;
import java.util.List;
import org.graalvm.polyglot.PolyglotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns how a run ended into its result. */
final class Verdict {

  private static final Logger LOG = LoggerFactory.getLogger(Verdict.class);

  private static final String MAY_BE_RETURNED =
      "what the script returned cannot be written as JSON: %s; return null, a boolean, a number, a string, or objects and"
          + " arrays of these without cycles";

  private final ScriptLimits limits;
  private final LogCollector log;
  private final Stopwatch stopwatch;

  Verdict(ScriptLimits limits, LogCollector log, Stopwatch stopwatch) {
    this.limits = limits;
    this.log = log;
    this.stopwatch = stopwatch;
  }

  ScriptResult of(Script script, Compilation.Refused refused) {
    SyntaxError error = refused.error();
    StackLine place = new StackLine("", script.fileName(), error.line(), error.column());
    return failed(new ScriptError(refused.code(), error.message(), List.of(place)));
  }

  ScriptResult of(GuestOutcome outcome, ScriptStack stack) {
    String text = outcome.text();
    return switch (outcome.kind()) {
      case RETURNED -> new Succeeded(text, Effects.NONE, log.toLog(), usage());
      case RETURNED_NOTHING -> new Succeeded(null, Effects.NONE, log.toLog(), usage());
      case THREW -> failed(ScriptError.SCRIPT_ERROR, text, outcome, stack);
      case STACK_OVERFLOW -> failed(ScriptError.STACK_OVERFLOW, text, outcome, stack);
      case NOT_JSON ->
          failed(ScriptError.RESULT_NOT_JSON, MAY_BE_RETURNED.formatted(text), outcome, stack);
      case EVENT_NOT_JSON ->
          failed(
              ScriptError.EVENT_NOT_JSON,
              "the event is not readable JSON: " + text,
              outcome,
              stack);
      case TOO_LARGE -> tooLarge(text);
      case PENDING ->
          failed(
              new ScriptError(
                  ScriptError.NEVER_SETTLED,
                  "the script waits for a promise that nothing can settle any more"));
      case NO_DEFAULT_EXPORT -> failed(noDefaultExport(text));
    };
  }

  ScriptResult timedOut(List<StackLine> stack) {
    String place = stack.isEmpty() ? "" : ", at " + stack.getFirst().position();
    String message =
        "stopped after the wall clock limit of " + limits.wallClock().toMillis() + " ms" + place;
    return new TimedOut(
        new ScriptError(ScriptError.WALL_CLOCK_LIMIT, message, stack), log.toLog(), usage());
  }

  /**
   * Ended by the engine, which no script can catch: the stack or the memory was spent, or it has a
   * bug.
   */
  ScriptResult brokenOff(PolyglotException e, List<StackLine> stack) {
    if (!e.isResourceExhausted()) {
      LOG.warn("The JavaScript engine failed on a script; its run fails with engine_error", e);
      return failed(
          new ScriptError(
              ScriptError.ENGINE_ERROR, "the JavaScript engine failed on this script", stack));
    }
    if (String.valueOf(e.getMessage()).contains("Stack overflow")) {
      return failed(
          new ScriptError(ScriptError.STACK_OVERFLOW, "the script calls itself too deeply", stack));
    }
    ScriptError error =
        new ScriptError(
            ScriptError.MEMORY_LIMIT, "the script asked for more memory than there is", stack);
    return new LimitExceeded(error, log.toLog(), usage());
  }

  private ScriptResult tooLarge(String chars) {
    String message =
        "the result has "
            + chars
            + " characters of JSON; the limit is "
            + limits.output().maxResultChars();
    return new LimitExceeded(
        new ScriptError(ScriptError.RESULT_SIZE_LIMIT, message), log.toLog(), usage());
  }

  private static ScriptError noDefaultExport(String type) {
    String found = type.equals("undefined") ? "there is none" : "it is of type " + type;
    return new ScriptError(
        ScriptError.NO_DEFAULT_EXPORT,
        "a module must export a function as default (export default async function (event, sm) {…}); "
            + found);
  }

  private ScriptResult failed(
      String code, String message, GuestOutcome outcome, ScriptStack stack) {
    return failed(new ScriptError(code, message, stack.of(outcome.reason())));
  }

  private ScriptResult failed(ScriptError error) {
    return new Failed(error, log.toLog(), usage());
  }

  private Usage usage() {
    return new Usage(stopwatch.elapsed(), Duration.ZERO, 0);
  }
}
