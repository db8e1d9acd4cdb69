package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Refused;
import java.time.Duration;
import java.util.Optional;

/**
 * Reads scripts, each within a limit: those that run, which it remembers, and those that are only
 * checked, which have a room of their own. So whoever checks sources keeps no script from running.
 */
final class ScriptCompiler {

  private final Sandbox sandbox;
  private final ReadingRoom runs;
  private final ReadingRoom checks;
  private final CompilationCache cache;

  ScriptCompiler(Sandbox sandbox, ReadingRoom runs, ReadingRoom checks, CompilationCache cache) {
    this.sandbox = sandbox;
    this.runs = runs;
    this.checks = checks;
    this.cache = cache;
  }

  /**
   * For a script that is to run. Takes little more than the limit, whatever the source. That it
   * took too long is not remembered: it can be the machine's fault.
   *
   * @throws EngineBusyException when too many sources are being read
   */
  Compilation compile(Script script, Duration limit) {
    try {
      return cache.get(
          script, unknown -> read(unknown, limit, runs).orElseThrow(TooSlowException::new));
    } catch (TooSlowException e) {
      return tooSlow(script);
    }
  }

  /**
   * For a script that is not to run now.
   *
   * @throws EngineBusyException when too many sources are being read
   */
  Compilation check(Script script, Duration limit) {
    return read(script, limit, checks).orElseGet(() -> tooSlow(script));
  }

  /**
   * What only runs of long ago have used.
   *
   * @param nanos as of {@link System#nanoTime()}
   */
  void letGoUnusedSince(long nanos) {
    cache.letGoUnusedSince(nanos);
  }

  private Optional<Compilation> read(Script script, Duration limit, ReadingRoom room) {
    return room.read(limit, () -> new ScriptReading(sandbox.newReadingContext(), script));
  }

  private static Compilation tooSlow(Script script) {
    return new Refused(
        script,
        ScriptError.SYNTAX_ERROR,
        new SyntaxError("the source takes too long to be read", 1, 1));
  }

  private static final class TooSlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    TooSlowException() {
      super(null, null, false, false);
    }
  }
}
