package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Effects;
import io.scriptmaster.engine.EmittedEvent;
import io.scriptmaster.engine.Log;
import io.scriptmaster.engine.LogEntry;
import io.scriptmaster.engine.LogLevel;
import io.scriptmaster.engine.ScriptError;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.ValueWrite;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How much one execution may leave to the stream thread, whatever each part of it may be. Sizes are
 * in characters. No state; any thread.
 */
final class EffectsBound {

  /** Of events and values together, and of log lines together. */
  static final long MOST = 8L * 1024 * 1024;

  private static final String CODE = "effects_limit";
  private static final int BYTES_PER_CHARACTER = 2;

  private EffectsBound() {}

  /** The result, or what takes its place: a refusal of its effects, or fewer log lines. */
  static ScriptResult within(ScriptResult result) {
    return withLog(withinEffects(result), within(result.log()));
  }

  /** Bytes of memory that a result holds, roughly. */
  static long bytes(ScriptResult result) {
    long own =
        result instanceof ScriptResult.Succeeded(var json, var effects, _, _)
            ? size(effects) + length(json)
            : 0;
    return BYTES_PER_CHARACTER * (own + size(result.log()));
  }

  private static ScriptResult withinEffects(ScriptResult result) {
    if (!(result instanceof ScriptResult.Succeeded(_, var effects, var log, var usage))
        || size(effects) <= MOST) {
      return result;
    }
    String message =
        "the events and values have %d characters together; an execution may leave %d"
            .formatted(size(effects), MOST);
    return new ScriptResult.LimitExceeded(new ScriptError(CODE, message, List.of()), log, usage);
  }

  private static Log within(Log log) {
    if (size(log) <= MOST) {
      return log;
    }
    List<LogEntry> all =
        log.truncated() ? log.lines().subList(0, log.lines().size() - 1) : log.lines();
    List<LogEntry> kept = new ArrayList<>();
    long size = 0;
    for (LogEntry line : all) {
      size += size(line);
      if (size > MOST) {
        break;
      }
      kept.add(line);
    }
    int count = kept.size();
    kept.add(
        new LogEntry(
            count,
            log.lines().getLast().timestamp(),
            LogLevel.WARN,
            "log truncated after %d lines: together they have %d characters at most"
                .formatted(count, MOST),
            null));
    return new Log(kept, true, log.dropped() + all.size() - count);
  }

  private static ScriptResult withLog(ScriptResult result, Log log) {
    if (log == result.log()) {
      return result;
    }
    return switch (result) {
      case ScriptResult.Succeeded(var json, var effects, _, var usage) ->
          new ScriptResult.Succeeded(json, effects, log, usage);
      case ScriptResult.Failed(var error, _, var usage) ->
          new ScriptResult.Failed(error, log, usage);
      case ScriptResult.TimedOut(var error, _, var usage) ->
          new ScriptResult.TimedOut(error, log, usage);
      case ScriptResult.LimitExceeded(var error, _, var usage) ->
          new ScriptResult.LimitExceeded(error, log, usage);
    };
  }

  private static long size(Effects effects) {
    long size = 0;
    for (ValueWrite value : effects.values()) {
      size += value.key().length() + length(value.json());
    }
    for (EmittedEvent event : effects.events()) {
      size += event.type().length() + length(event.key()) + event.payloadJson().length();
      for (var header : event.headers().entrySet()) {
        size += header.getKey().length() + header.getValue().length();
      }
    }
    return size;
  }

  private static long size(Log log) {
    long size = 0;
    for (LogEntry line : log.lines()) {
      size += size(line);
    }
    return size;
  }

  private static long size(LogEntry line) {
    return line.message().length() + length(line.dataJson());
  }

  private static int length(Optional<String> text) {
    return length(text.orElse(null));
  }

  private static int length(String textOrNull) {
    return textOrNull == null ? 0 : textOrNull.length();
  }
}
