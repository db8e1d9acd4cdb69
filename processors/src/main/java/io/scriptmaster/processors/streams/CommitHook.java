package io.scriptmaster.processors.streams;

import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.internals.CacheFlushListener;
import org.apache.kafka.streams.state.internals.CachedStateStore;

/**
 * Calls its processor before each commit of its task, on the stream thread: what it writes to
 * stores then belongs to the same transaction as the offsets.
 *
 * <p>It poses as the cache of a store, because that is what Kafka Streams flushes before it
 * commits, on every way to a commit: the interval, a rebalance, a clean close (StreamTask
 * prepareCommit, Kafka 4.3.1). Holds nothing.
 */
public final class CommitHook extends EmptyStore implements CachedStateStore<Bytes, byte[]> {

  private Runnable beforeCommit = () -> {};

  private CommitHook(String name) {
    super(name);
  }

  /** What is called; until it is set, and after a task was closed, nothing is. */
  public void beforeCommit(Runnable action) {
    beforeCommit = action;
  }

  @Override
  public void flushCache() {
    beforeCommit.run();
  }

  @Override
  public boolean setFlushListener(CacheFlushListener<Bytes, byte[]> listener, boolean oldValues) {
    return false;
  }

  @Override
  public void clearCache() {
    // Nothing is kept.
  }

  @Override
  void forget() {
    beforeCommit = () -> {};
  }

  /** Builds one hook per task. */
  public static StoreBuilder<CommitHook> builder(String name) {
    return new UnloggedStoreBuilder<>(name, () -> new CommitHook(name));
  }
}
