package io.scriptmaster.benchmarks.load;

import java.util.Arrays;

/** Latencies, in milliseconds; all 0 where there are none. */
public record Percentiles(int count, double p50, double p99, double max) {

  public static Percentiles of(long[] nanos) {
    if (nanos.length == 0) {
      return new Percentiles(0, 0, 0, 0);
    }
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return new Percentiles(
        sorted.length, at(sorted, 0.5), at(sorted, 0.99), sorted[sorted.length - 1] / 1e6);
  }

  private static double at(long[] sorted, double share) {
    return sorted[(int) Math.min(sorted.length - 1, Math.round(share * sorted.length))] / 1e6;
  }

  @Override
  public String toString() {
    return "p50 %.1f ms, p99 %.1f ms, max %.1f ms (%d)".formatted(p50, p99, max, count);
  }
}
