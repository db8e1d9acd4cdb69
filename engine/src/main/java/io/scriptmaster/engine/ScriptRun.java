package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/** One run of one program, started but driven by its caller. */
public final class ScriptRun {

  private final java.util.function.Supplier<ScriptResult> toEnd;
  private boolean cancelled;

  ScriptRun(java.util.function.Supplier<ScriptResult> toEnd) {
    this.toEnd = toEnd;
  }

  /** How far a run has come. */
  public sealed interface Progress {

    /** It is over. */
    record Ended(ScriptResult result) implements Progress {

      public Ended {
        requireNonNull(result, "result");
      }
    }

    /**
     * Only timers are left.
     *
     * @param until call {@link #proceed()} again when this has passed; earlier is harmless
     */
    record Waiting(Duration until) implements Progress {

      public Waiting {
        requireNonNull(until, "until");
      }
    }
  }

  /**
   * Runs the script on the calling thread until it ended or only timers are left. One thread at a
   * time, not always the same, best one of {@link ScriptEngine#threads}.
   *
   * @throws ScriptCancelledException when the run was cancelled or given up
   * @throws IllegalStateException when the platform itself failed: the engine was closed, {@code
   *     executionJson} is not JSON, or there is a bug here
   * @throws RuntimeException what {@link ValueReads} threw
   */
  public Progress proceed() {
    if (cancelled) {
      throw new ScriptCancelledException("the run was cancelled");
    }
    return new Progress.Ended(toEnd.get());
  }

  /**
   * Any thread. Ends the run soon; its {@link #proceed()} then throws {@link
   * ScriptCancelledException}. For tasks that moved elsewhere. Frees the context of a waiting run
   * at once. Does nothing to a run that has ended.
   */
  public void cancel() {
    cancelled = true;
  }

  /**
   * Any thread: the result of a run that a limit ended at least the grace time ago whose thread has
   * not come back. After that the thread's own result is void: {@link #proceed()} throws {@link
   * ScriptCancelledException} if it ever returns. Empty while the run behaves.
   */
  public Optional<ScriptResult> giveUp() {
    return Optional.empty();
  }
}
