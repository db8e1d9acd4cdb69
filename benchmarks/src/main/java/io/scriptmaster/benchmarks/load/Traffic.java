package io.scriptmaster.benchmarks.load;

import java.time.Duration;
import java.util.Arrays;

/**
 * Events at a constant rate, whatever becomes of the earlier ones (an open loop), and when each of
 * them was due: latency counts from then, so that a sender that is late does not make it look
 * shorter.
 */
public final class Traffic {

  private final Events events;
  private final double perSecond;
  private final long[] dueNanos;
  private final long[] seenNanos;

  public Traffic(Events events, double perSecond, Duration during) {
    this.events = events;
    this.perSecond = perSecond;
    int count = Math.max(1, (int) Math.round(perSecond * during.toMillis() / 1e3));
    this.dueNanos = new long[count];
    this.seenNanos = new long[count];
  }

  public int count() {
    return dueNanos.length;
  }

  Events events() {
    return events;
  }

  /**
   * To be called once, by the sender, before the first event is due.
   *
   * @param shift how much later than that, as a share of the time between two events
   */
  void startAt(long nanos, double shift) {
    for (int n = 0; n < dueNanos.length; n++) {
      dueNanos[n] = nanos + Math.round((n + shift) * 1e9 / perSecond);
    }
  }

  long dueNanos(int n) {
    return dueNanos[n];
  }

  /** By the thread that watches the outputs; tells whether the id is of this traffic. */
  public boolean seen(String id, long nanos) {
    int n = events.numberOf(id);
    if (n < 0) {
      return false;
    }
    if (seenNanos[n] == 0) {
      seenNanos[n] = nanos;
    }
    return true;
  }

  public int answered() {
    return (int) Arrays.stream(seenNanos).filter(nanos -> nanos != 0).count();
  }

  /** Of what was answered. The first events, by their share of all, do not count. */
  public Percentiles latencies(double ignoredShare) {
    int first = (int) (count() * ignoredShare);
    long[] latencies = new long[count() - first];
    int answered = 0;
    for (int n = first; n < count(); n++) {
      if (seenNanos[n] != 0) {
        latencies[answered++] = seenNanos[n] - dueNanos[n];
      }
    }
    return Percentiles.of(Arrays.copyOf(latencies, answered));
  }

  /**
   * As {@link #latencies}, with what was not answered as late as now: for the comparison of phases
   * in which some events may never be answered.
   */
  public long[] latenciesWithUnanswered() {
    long now = System.nanoTime();
    long[] latencies = new long[count()];
    for (int n = 0; n < count(); n++) {
      latencies[n] = (seenNanos[n] == 0 ? now : seenNanos[n]) - dueNanos[n];
    }
    return latencies;
  }
}
