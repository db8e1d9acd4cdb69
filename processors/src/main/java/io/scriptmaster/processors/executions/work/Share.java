package io.scriptmaster.processors.executions.work;

/**
 * What a tenant may take of the workers.
 *
 * @param weight of its time against others' time; 1 to 10,000
 * @param concurrency how many of its tickets may be started and not settled; 1 or more
 */
public record Share(int weight, int concurrency) {

  public static final Share DEFAULT = new Share(100, 1_000);

  public Share {
    if (weight < 1 || weight > 10_000) {
      throw new IllegalArgumentException("weight is 1 to 10,000, not " + weight);
    }
    if (concurrency < 1) {
      throw new IllegalArgumentException("concurrency is 1 or more, not " + concurrency);
    }
  }
}
