package io.scriptmaster.benchmarks.baselines;

/** The stored counts of one tenant. */
interface Counters {

  /** 0 where none is stored. */
  long get(String key);

  void set(String key, long count);
}
