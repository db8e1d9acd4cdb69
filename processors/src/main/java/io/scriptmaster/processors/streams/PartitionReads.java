package io.scriptmaster.processors.streams;

/** Answers questions about one partition of a store, wherever that is at work. */
interface PartitionReads {

  /**
   * @throws ViewUnavailableException where nobody has the partition at work
   */
  <V> Slice<V> ask(String store, int partition, StoreQuestion question);
}
