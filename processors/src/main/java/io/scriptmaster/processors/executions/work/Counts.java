package io.scriptmaster.processors.executions.work;

/**
 * How many tickets of a tenant are in which state.
 *
 * @param queued wait for a worker or for another of their lane
 * @param running have a worker, or have just ended
 * @param waiting started, and wait for a time that their script chose
 * @param delayed will be tried again
 */
public record Counts(int queued, int running, int waiting, int delayed) {

  static final Counts NONE = new Counts(0, 0, 0, 0);

  public int all() {
    return queued + running + waiting + delayed;
  }
}
