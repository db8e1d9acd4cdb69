package io.scriptmaster.benchmarks;

import java.util.Arrays;

/** Latencies of one kind of request, in milliseconds. */
record Percentiles(int count, double p50, double p99, double max) {

  static Percentiles of(long[] nanos) {
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
