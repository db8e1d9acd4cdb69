package io.scriptmaster.processors.executions;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.execution.PendingExecution;

/**
 * How it stands with the events of a key behind one that failed. What they are is in the store.
 *
 * <pre>
 *                 replay succeeds,                       none is left
 *   (failed) ──▶ WAITING ─────────────────▶ RELEASING ──────────────▶ (gone)
 *                   ▲     or nobody parks       │
 *                   └───────────────────────────┘ a released one fails for good
 * </pre>
 *
 * @param failed behind which all of it waits
 * @param outstanding were released and have not finished
 * @param waiting are in the store
 * @param first none that waits has a smaller sequence
 */
record ParkedLane(Failed failed, State state, int outstanding, int waiting, long first) {

  private static final long NONE = Long.MAX_VALUE;

  enum State {
    WAITING,
    /** Those that were released may run, all others still wait. */
    RELEASING
  }

  /**
   * What came to no good end.
   *
   * @param event whose replay ends the waiting, whichever replay of it that is
   */
  record Failed(String event, String execution, String script) {

    Failed {
      requireNonNull(event, "event");
      requireNonNull(execution, "execution");
      requireNonNull(script, "script");
    }

    static Failed of(PendingExecution execution) {
      return new Failed(execution.getEvent().getId(), execution.getId(), execution.getScript());
    }
  }

  ParkedLane {
    requireNonNull(failed, "failed");
    requireNonNull(state, "state");
  }

  /** Of an execution that has failed just now. */
  static ParkedLane behind(Failed failed) {
    return new ParkedLane(failed, State.WAITING, 0, 0, NONE);
  }

  boolean isWaiting() {
    return state == State.WAITING;
  }

  /** Nothing is to be waited for before the next ones are released. */
  boolean isDue() {
    return state == State.RELEASING && outstanding == 0;
  }

  /** Another one has failed: those that were released wait again. */
  ParkedLane blockedBy(Failed another) {
    return new ParkedLane(another, State.WAITING, outstanding, waiting, first);
  }

  ParkedLane releasing() {
    return new ParkedLane(failed, State.RELEASING, outstanding, waiting, first);
  }

  ParkedLane plusWaiting(long sequence) {
    return new ParkedLane(failed, state, outstanding, waiting + 1, Math.min(first, sequence));
  }

  /** Some were released, and those that still wait begin there. */
  ParkedLane released(int count, long newFirst) {
    return new ParkedLane(
        failed, state, outstanding + count, waiting - count, waiting == count ? NONE : newFirst);
  }

  ParkedLane plusOutstanding(int change) {
    return new ParkedLane(failed, state, outstanding + change, waiting, first);
  }
}
