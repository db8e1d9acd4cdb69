package io.scriptmaster.processors.executions.work;

import static java.util.Objects.requireNonNull;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * A place in the queue of a tenant.
 *
 * <pre>
 *            add            take            ended           settle
 *   (new) ────────▶ QUEUED ──────▶ RUNNING ───────▶ ENDED ────────▶ SETTLED
 *                     ▲             │    ▲            │
 *                     │     waits   ▼    │ due        │ again
 *                     │            WAITING            ▼
 *                     └────────────────────────── DELAYED
 * </pre>
 *
 * Tickets of one lane run one after another: the next is queued when the one before is settled. All
 * fields but the job are guarded by the queue's lock.
 */
public final class Ticket {

  enum State {
    QUEUED,
    RUNNING,
    /** Begun, and nothing to do before a time, or no worker yet. */
    WAITING,
    /** Its owner has not yet said what becomes of it. */
    ENDED,
    /** Will be tried again at a time. */
    DELAYED,
    SETTLED
  }

  private final String tenant;
  private final Optional<String> lane;
  private final Share share;
  private final Supplier<Job> attempts;

  State state = State.QUEUED;

  /** Set when it is added. */
  TenantQueue queue;

  /** Some of its job is done, and the rest waits or waited for its time. */
  boolean begun;

  /** Its job has held a thread for long. */
  boolean slow;

  /** What its job left, while {@code ENDED}. */
  long outcomeBytes;

  private volatile Job job;

  /**
   * @param lane empty where its order does not matter
   * @param share what its tenant may take from now on
   * @param attempts a new job for each time it is run
   */
  public Ticket(String tenant, Optional<String> lane, Share share, Supplier<Job> attempts) {
    this.tenant = requireNonNull(tenant, "tenant");
    this.lane = requireNonNull(lane, "lane");
    this.share = requireNonNull(share, "share");
    this.attempts = requireNonNull(attempts, "attempts");
  }

  public String tenant() {
    return tenant;
  }

  public Optional<String> lane() {
    return lane;
  }

  Share share() {
    return share;
  }

  /** The job under way; a new one where the last has ended. */
  Job job() {
    Job current = job;
    if (current == null) {
      current = attempts.get();
      job = current;
    }
    return current;
  }

  /** Ends its job, if there is one, without an outcome. Any thread. */
  public void cancel() {
    Job current = job;
    if (current != null) {
      current.cancel();
    }
  }

  void forgetJob() {
    begun = false;
    job = null;
  }
}
