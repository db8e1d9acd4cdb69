package io.scriptmaster.engine;

import io.scriptmaster.engine.ScriptResult.Failed;
import io.scriptmaster.engine.ScriptResult.LimitExceeded;
import io.scriptmaster.engine.ScriptResult.Succeeded;
import io.scriptmaster.engine.ScriptResult.TimedOut;
import java.util.List;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns how a run ended into its result. */
final class Results {

  private static final Logger LOG = LoggerFactory.getLogger(Results.class);

  private static final int MAX_LOGGED = 500;
  private static final int MAX_LOGGED_FRAMES = 20;

  private static final String MAY_BE_RETURNED =
      "what the script returned cannot be written as JSON: %s; return null, a boolean, a number, a string, or objects and"
          + " arrays of these without cycles";

  private final ScriptLimits limits;
  private final LogCollector log;
  private final Meter meter;

  Results(ScriptLimits limits, LogCollector log, Meter meter) {
    this.limits = limits;
    this.log = log;
    this.meter = meter;
  }

  ScriptResult succeeded(String json, Effects effects) {
    return new Succeeded(json, effects, log.toLog(), meter.usage());
  }

  ScriptResult failed(ScriptError error) {
    return new Failed(error, log.toLog(), meter.usage());
  }

  ScriptResult neverSettled() {
    return failed(
        new ScriptError(
            ScriptError.NEVER_SETTLED,
            "the script waits for a promise that nothing can settle any more"));
  }

  ScriptResult of(RunState.Broken broken, ScriptStack stack) {
    String text = broken.text();
    return switch (broken.kind()) {
      case THREW -> failed(ScriptError.SCRIPT_ERROR, text, broken, stack);
      case STACK_OVERFLOW -> failed(ScriptError.STACK_OVERFLOW, text, broken, stack);
      case NOT_JSON ->
          failed(ScriptError.RESULT_NOT_JSON, MAY_BE_RETURNED.formatted(text), broken, stack);
      case EVENT_NOT_JSON ->
          failed(
              ScriptError.EVENT_NOT_JSON, "the event is not readable JSON: " + text, broken, stack);
      case TOO_LARGE -> tooLarge(text);
      case NO_DEFAULT_EXPORT -> failed(noDefaultExport(text));
    };
  }

  /**
   * @throws ScriptCancelledException when it was cancelled
   * @throws RuntimeException what the platform failed with, when that is why
   */
  ScriptResult of(Stop stop, List<StackLine> stack) {
    return switch (stop) {
      case Stop.TimeUp _ -> timedOut(stack);
      case Stop.Exceeded exceeded ->
          exceeded(
              new ScriptError(
                  exceeded.code(), "stopped at " + exceeded.what() + placeOf(stack), stack));
      case Stop.Cancelled _ -> throw new ScriptCancelledException("the run was cancelled");
      case Stop.PlatformFailed(var cause) -> throw cause;
    };
  }

  private ScriptResult timedOut(List<StackLine> stack) {
    String message =
        "stopped after the wall clock limit of "
            + limits.wallClock().toMillis()
            + " ms"
            + placeOf(stack);
    return new TimedOut(
        new ScriptError(ScriptError.WALL_CLOCK_LIMIT, message, stack), log.toLog(), meter.usage());
  }

  /**
   * Ended by the engine, which no script can catch: the stack or the memory was spent, or it has a
   * bug.
   */
  ScriptResult brokenOff(PolyglotException e, List<StackLine> stack) {
    if (!e.isResourceExhausted()) {
      LOG.warn(
          "The JavaScript engine failed on a script; its run fails with engine_error: {}, at {}",
          cut(e.getMessage()),
          hostFrames(e));
      return failed(
          new ScriptError(
              ScriptError.ENGINE_ERROR, "the JavaScript engine failed on this script", stack));
    }
    if (String.valueOf(e.getMessage()).contains("Stack overflow")) {
      return failed(
          new ScriptError(ScriptError.STACK_OVERFLOW, "the script calls itself too deeply", stack));
    }
    return exceeded(
        new ScriptError(
            ScriptError.MEMORY_LIMIT,
            "the script asked for more memory than there is" + placeOf(stack),
            stack));
  }

  private static String cut(String message) {
    String text = String.valueOf(message);
    return text.substring(0, Math.min(text.length(), MAX_LOGGED));
  }

  /** The script's own frames have names of any length, and there may be thousands. */
  private static List<PolyglotException.StackFrame> hostFrames(PolyglotException e) {
    return StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false)
        .filter(PolyglotException.StackFrame::isHostFrame)
        .limit(MAX_LOGGED_FRAMES)
        .toList();
  }

  private ScriptResult tooLarge(String bytes) {
    return exceeded(
        new ScriptError(
            ScriptError.RESULT_SIZE_LIMIT,
            "the result has at least %s bytes of JSON; the limit is %d"
                .formatted(bytes, limits.output().maxResultBytes())));
  }

  private ScriptResult exceeded(ScriptError error) {
    return new LimitExceeded(error, log.toLog(), meter.usage());
  }

  private static String placeOf(List<StackLine> stack) {
    return stack.isEmpty() ? "" : ", at " + stack.getFirst().position();
  }

  private static ScriptError noDefaultExport(String type) {
    String found = type.equals("undefined") ? "there is none" : "it is of type " + type;
    return new ScriptError(
        ScriptError.NO_DEFAULT_EXPORT,
        "a module must export a function as default (export default async function (event, sm) {…}); "
            + found);
  }

  private ScriptResult failed(
      String code, String message, RunState.Broken broken, ScriptStack stack) {
    return failed(new ScriptError(code, message, stack.of(broken.reason())));
  }
}
