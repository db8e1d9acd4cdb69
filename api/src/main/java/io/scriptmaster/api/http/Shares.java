package io.scriptmaster.api.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Divides what there is little of: all holders together have no more than there is, and each has no
 * more than a part of it, so that none can take all. Safe for use by several threads.
 *
 * @param <K> who holds
 */
public final class Shares<K> {

  private final long all;
  private final long each;

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition givenBack = lock.newCondition();
  private final Map<K, Long> heldBy = new HashMap<>();
  private long held;

  /**
   * @param all how much there is
   * @param each how much of it one holder may have; at most all
   */
  public Shares(long all, long each) {
    if (each < 1 || each > all) {
      throw new IllegalArgumentException(
          "a holder's part is 1 to %d, which is all, not %d".formatted(all, each));
    }
    this.all = all;
    this.each = each;
  }

  /** Why nothing more is given. */
  public enum Lack {
    /** The holder has its part. */
    OF_HOLDER,
    /** All of it is taken. */
    OF_ALL;

    /**
     * What a client hears: 429 where it is the client's own doing, else 503.
     *
     * @param ofHolder the detail for a holder that has its part
     * @param ofAll the detail where all of it is taken
     */
    public ProblemException refusal(String code, String ofHolder, String ofAll) {
      Problem problem =
          switch (this) {
            case OF_HOLDER -> Problem.of(429, code, ofHolder);
            case OF_ALL -> Problem.of(503, code, ofAll);
          };
      return problem.asException().retryAfter(1);
    }
  }

  /** A share of nothing yet; whoever asks for it closes it. */
  public Share of(K holder) {
    return new Share(holder);
  }

  /** How much there is. */
  public long all() {
    return all;
  }

  /** How much of it one holder may have. */
  public long each() {
    return each;
  }

  /** What one taker has, until it is closed. Owned by one thread. */
  public final class Share implements AutoCloseable {

    private final K holder;
    private long amount;

    private Share(K holder) {
      this.holder = holder;
    }

    /**
     * Takes so much more, or nothing and tells why.
     *
     * @param patience how long to wait until others give back
     */
    public Optional<Lack> take(long more, Duration patience) {
      lock.lock();
      try {
        Optional<Lack> lack = lackOf(more);
        long left = patience.toNanos();
        while (lack.isPresent() && left > 0) {
          left = givenBack.awaitNanos(left);
          lack = lackOf(more);
        }
        if (lack.isEmpty()) {
          add(more);
        }
        return lack;
      } catch (InterruptedException e) {
        // The instance stops: whoever is refused now has somebody else to ask.
        Thread.currentThread().interrupt();
        return Optional.of(Lack.OF_ALL);
      } finally {
        lock.unlock();
      }
    }

    /** As {@link #take(long, Duration)}, without waiting. */
    public Optional<Lack> take(long more) {
      return take(more, Duration.ZERO);
    }

    /** Gives all of it back. */
    @Override
    public void close() {
      lock.lock();
      try {
        add(-amount);
        givenBack.signalAll();
      } finally {
        lock.unlock();
      }
    }

    private Optional<Lack> lackOf(long more) {
      if (heldBy.getOrDefault(holder, 0L) + more > each) {
        return Optional.of(Lack.OF_HOLDER);
      }
      return held + more > all ? Optional.of(Lack.OF_ALL) : Optional.empty();
    }

    private void add(long more) {
      amount += more;
      held += more;
      heldBy.merge(holder, more, Shares::sumUnlessNone);
    }
  }

  private static Long sumUnlessNone(Long before, Long more) {
    return before + more == 0 ? null : Long.valueOf(before + more);
  }
}
