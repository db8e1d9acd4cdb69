package io.scriptmaster.benchmarks.load;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Whose events there are: the first tenant has the most, as Zipf has it with exponent 1 (the n-th
 * has an n-th of the first).
 */
public final class Tenants {

  private final List<String> ids;
  private final double[] upTo;

  private Tenants(List<String> ids) {
    this.ids = ids;
    this.upTo = new double[ids.size()];
    double sum = 0;
    for (int rank = 0; rank < upTo.length; rank++) {
      sum += 1.0 / (rank + 1);
      upTo[rank] = sum;
    }
  }

  public static Tenants one() {
    return new Tenants(List.of("only"));
  }

  public static Tenants zipf(int count) {
    return new Tenants(IntStream.range(0, count).mapToObj("tenant-%04d"::formatted).toList());
  }

  public static Tenants named(String id) {
    return new Tenants(List.of(id));
  }

  public List<String> ids() {
    return ids;
  }

  String pick(SplittableRandom random) {
    if (ids.size() == 1) {
      return ids.getFirst();
    }
    int found = Arrays.binarySearch(upTo, random.nextDouble() * upTo[upTo.length - 1]);
    return ids.get(found < 0 ? -found - 1 : Math.min(found + 1, ids.size() - 1));
  }
}
