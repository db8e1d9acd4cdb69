package io.scriptmaster.benchmarks.load;

import java.util.Collection;

/** The middle and the ends of what several rounds measured; all 0 where none did. */
public record Spread(int count, double median, double min, double max) {

  public static Spread of(Collection<Double> figures) {
    if (figures.isEmpty()) {
      return new Spread(0, 0, 0, 0);
    }
    double[] sorted = figures.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    double median =
        sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    return new Spread(sorted.length, median, sorted[0], sorted[sorted.length - 1]);
  }

  /** As {@code median (min..max)}. */
  public String text(String format) {
    if (count == 0) {
      return "–";
    }
    return count == 1
        ? format.formatted(median)
        : (format + " (" + format + ".." + format + ")").formatted(median, min, max);
  }
}
