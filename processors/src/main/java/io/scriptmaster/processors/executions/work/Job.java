package io.scriptmaster.processors.executions.work;

import java.time.Duration;
import java.util.Optional;

/** What a worker does for a ticket. */
public interface Job {

  /**
   * Works until the end, or until there is nothing to do but wait. One thread at a time, not always
   * the same.
   *
   * @return how long to wait before it is called again; empty at the end
   */
  Optional<Duration> proceed();

  /** Bytes that its outcome holds, roughly, until its owner has settled it. After the end. */
  long outcomeBytes();

  /** Hands the outcome to its owner. Called once, after the end; any thread. */
  void deliver();

  /** Ends it soon, nobody wants its outcome any more. Any thread. */
  void cancel();

  /**
   * Ends a job whose thread does not come back although it was stopped. Any thread.
   *
   * @return whether it has ended by this: its outcome may be delivered and its thread is lost
   */
  boolean giveUp();
}
