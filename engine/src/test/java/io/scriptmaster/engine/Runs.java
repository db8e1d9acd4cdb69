package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.ScriptResult.Failed;
import io.scriptmaster.engine.ScriptResult.LimitExceeded;
import io.scriptmaster.engine.ScriptResult.Succeeded;
import io.scriptmaster.engine.ScriptResult.TimedOut;
import io.scriptmaster.engine.ScriptRun.Progress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;

/** Runs scripts on one engine for all tests, as a user of the library would. */
final class Runs {

  static final ScriptEngine ENGINE = ScriptEngine.create();
  static final ExecutorService WORKERS = Executors.newCachedThreadPool(ENGINE.threads("worker"));
  static final Instant NOW = Instant.parse("2026-11-24T10:15:30.123Z");
  static final Invocation INVOCATION =
      new Invocation(
          "{\"type\":\"issue.created\",\"payload\":{\"n\":41}}",
          "{\"id\":\"e-1\",\"trigger\":{\"kind\":\"event\"}}",
          NOW,
          "e-1",
          0);

  /**
   * A script that never returns costs a test this much. Within it, a warm engine allocates more
   * than the default: it must not be the memory limit that ends it.
   */
  static final ScriptLimits IMPATIENT =
      ScriptLimits.DEFAULTS.with(
          l -> {
            l.wallClock = Duration.ofMillis(300);
            l.maxAllocatedBytes = 8L << 30;
          });

  private Runs() {}

  static ScriptResult run(String source) {
    return run(source, ScriptLimits.DEFAULTS);
  }

  static ScriptResult run(String source, ScriptLimits limits) {
    return run(source, INVOCATION, limits);
  }

  static ScriptResult run(String source, Invocation invocation, ScriptLimits limits) {
    Program program = new Program("acme", new Script("score", source), 1);
    return toEnd(ENGINE.start(program, invocation, limits, ValueReads.none()));
  }

  static ScriptResult run(Program program, ValueReads values) {
    return toEnd(ENGINE.start(program, INVOCATION, ScriptLimits.DEFAULTS, values));
  }

  /** On a thread as scripts need it, waiting for timers as a caller would. */
  static ScriptResult toEnd(ScriptRun run) {
    return on(WORKERS, () -> proceedToEnd(run));
  }

  /** On the calling thread. */
  static ScriptResult proceedToEnd(ScriptRun run) {
    while (true) {
      switch (run.proceed()) {
        case Progress.Ended(var result) -> {
          return result;
        }
        case Progress.Waiting(var until) -> LockSupport.parkNanos(until.toNanos());
      }
    }
  }

  static <T> T on(ExecutorService threads, Callable<T> task) {
    try {
      return threads.submit(task).get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new AssertionError(e.getCause());
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  static String json(ScriptResult result) {
    assertThat(result).isInstanceOf(Succeeded.class);
    return ((Succeeded) result).resultJson();
  }

  static String json(String source) {
    return json(run(source));
  }

  static ScriptError failure(ScriptResult result) {
    assertThat(result).isInstanceOf(Failed.class);
    return ((Failed) result).error();
  }

  static ScriptError failure(String source) {
    return failure(run(source));
  }

  static ScriptError timeout(ScriptResult result) {
    assertThat(result).isInstanceOf(TimedOut.class);
    return ((TimedOut) result).error();
  }

  static ScriptError exceeded(ScriptResult result) {
    assertThat(result).isInstanceOf(LimitExceeded.class);
    return ((LimitExceeded) result).error();
  }

  static List<String> messages(ScriptResult result) {
    return result.log().lines().stream().map(LogEntry::message).toList();
  }
}
