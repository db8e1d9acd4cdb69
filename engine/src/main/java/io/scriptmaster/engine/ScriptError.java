package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.joining;

import java.util.List;

/**
 * Why a run did not succeed, for the script's author.
 *
 * @param code stable, snake_case: one of the constants here
 * @param message for people; of an error that the script threw, {@code name: message}
 * @param stack innermost first, the script's own lines only, at most 20; empty when unknown (a
 *     thrown string has none)
 */
public record ScriptError(String code, String message, List<StackLine> stack) {

  /** The script threw, or a promise it returned was rejected. */
  public static final String SCRIPT_ERROR = "script_error";

  /** The source reads as neither form of a script. */
  public static final String SYNTAX_ERROR = "syntax_error";

  /** The module imports what is no library's name, {@code lib/…}, or too many libraries. */
  public static final String IMPORT_NOT_SUPPORTED = "import_not_supported";

  /** The module exports no default, or one that is not a function. */
  public static final String NO_DEFAULT_EXPORT = "no_default_export";

  /** The event is not JSON, or nested too deeply to be read. */
  public static final String EVENT_NOT_JSON = "event_not_json";

  /** What the script returned cannot be written as JSON. */
  public static final String RESULT_NOT_JSON = "result_not_json";

  /** The result's JSON is larger than {@link ScriptLimits.Output#maxResultBytes()}. */
  public static final String RESULT_SIZE_LIMIT = "result_size_limit";

  /** The script waits for a promise that nothing can settle any more. */
  public static final String NEVER_SETTLED = "never_settled";

  /** The script took longer than {@link ScriptLimits#wallClock()}. */
  public static final String WALL_CLOCK_LIMIT = "wall_clock_limit";

  /** A library that the program imports is not there. */
  public static final String LIBRARY_NOT_FOUND = "library_not_found";

  /** The script used more than {@link ScriptLimits.Time#cpu()}. */
  public static final String CPU_LIMIT = "cpu_limit";

  /** More than {@link ScriptLimits.Values#maxOperations()}. */
  public static final String VALUE_OPERATIONS_LIMIT = "value_operations_limit";

  /** A value of more than {@link ScriptLimits.Values#maxValueBytes()}. */
  public static final String VALUE_SIZE_LIMIT = "value_size_limit";

  /** More than {@link ScriptLimits.Events#maxEmitted()}. */
  public static final String EMITTED_EVENTS_LIMIT = "emitted_events_limit";

  /** An event of more than {@link ScriptLimits.Events#maxEventBytes()}. */
  public static final String EVENT_SIZE_LIMIT = "event_size_limit";

  /** An event emitted at {@link ScriptLimits.Events#maxDepth()}. */
  public static final String CHAIN_DEPTH_LIMIT = "chain_depth_limit";

  /** More than {@link ScriptLimits#maxTimers()}. */
  public static final String TIMERS_LIMIT = "timers_limit";

  /** The script called itself too deeply. */
  public static final String STACK_OVERFLOW = "stack_overflow";

  /**
   * The script allocated more than {@link ScriptLimits#maxAllocatedBytes()}, or more than there is.
   */
  public static final String MEMORY_LIMIT = "memory_limit";

  /** The JavaScript engine itself failed on the script. */
  public static final String ENGINE_ERROR = "engine_error";

  public ScriptError {
    requireNonNull(code, "code");
    requireNonNull(message, "message");
    stack = List.copyOf(stack);
  }

  ScriptError(String code, String message) {
    this(code, message, List.of());
  }

  /** Line of the innermost stack line, from 1; 0 when unknown. */
  public int line() {
    return stack.isEmpty() ? 0 : stack.getFirst().line();
  }

  /** Column of the innermost stack line, from 1; 0 when unknown. */
  public int column() {
    return stack.isEmpty() ? 0 : stack.getFirst().column();
  }

  /** The stack as text, a line each; empty when unknown. */
  public String stackText() {
    return stack.stream().map(StackLine::toString).collect(joining("\n"));
  }
}
