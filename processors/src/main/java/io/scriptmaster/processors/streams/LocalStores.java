package io.scriptmaster.processors.streams;

import io.scriptmaster.processors.streams.Slice.Entry;
import io.scriptmaster.processors.streams.StoreQuestion.Keys;
import io.scriptmaster.processors.streams.StoreQuestion.Range;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * Reads the partitions that are at work in this process.
 *
 * <p>A store that is being restored must not answer "not found". Kafka Streams looks whether a
 * thread is running and only then at its stores, so a rebalance between the two hands out a store
 * that is still empty. Therefore an answer counts only where the client was running before and has
 * not changed its state since: tasks are restored only after the client has left that state.
 */
final class LocalStores {

  private final KafkaStreams streams;
  private final AtomicLong stateChanges = new AtomicLong();

  /**
   * @param streams not started yet; its state listener is taken
   */
  LocalStores(KafkaStreams streams) {
    this.streams = streams;
    streams.setStateListener((newState, oldState) -> stateChanges.incrementAndGet());
  }

  /**
   * Values as they are; the answer ends, incomplete, with the entry that reaches {@link
   * Slice#ENOUGH_BYTES}.
   *
   * @throws InvalidStateStoreException where the partition is not at work here
   */
  <V> Slice<V> ask(String store, int partition, StoreQuestion question) {
    return this.<V, V>ask(
        store, partition, question, value -> value, StoredValues::sizeOf, Slice.ENOUGH_BYTES);
  }

  /**
   * @param as what becomes of each value
   * @param size of that
   * @param enough the answer ends, incomplete, with the entry that reaches this size
   * @throws InvalidStateStoreException where the partition is not at work here
   */
  <V, T> Slice<T> ask(
      String store,
      int partition,
      StoreQuestion question,
      Function<V, T> as,
      ToIntFunction<T> size,
      int enough) {
    long before = stateChanges.get();
    requireRunning();
    Answer<V, T> answer = new Answer<>(as, size, enough);
    Slice<T> slice =
        switch (question) {
          case Keys keys -> answer.to(keys, this.<V>open(store, partition));
          case Range range -> answer.to(range, this.<V>open(store, partition));
        };
    if (stateChanges.get() != before) {
      throw new InvalidStateStoreException("a rebalance began while the store was read");
    }
    return slice;
  }

  /**
   * All values of the partitions that are at work in this process.
   *
   * @throws InvalidStateStoreException while they are moving
   */
  <V> List<V> values(String store) {
    requireRunning();
    List<V> values = new ArrayList<>();
    try (var all = this.<V>open(named(store)).all()) {
      all.forEachRemaining(entry -> values.add(entry.value));
    }
    return values;
  }

  private void requireRunning() {
    KafkaStreams.State state = streams.state();
    if (state != KafkaStreams.State.RUNNING) {
      throw new InvalidStateStoreException("the stream application is " + state);
    }
  }

  private <V> ReadOnlyKeyValueStore<String, V> open(String store, int partition) {
    return open(LocalStores.<V>named(store).withPartition(partition));
  }

  private static <V> StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> named(String store) {
    return StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.keyValueStore());
  }

  private <V> ReadOnlyKeyValueStore<String, V> open(
      StoreQueryParameters<ReadOnlyKeyValueStore<String, V>> which) {
    try {
      return streams.store(which);
    } catch (IllegalStateException e) {
      throw new InvalidStateStoreException("the stream application stopped", e);
    }
  }

  /** Gathers entries until there are enough. */
  private static final class Answer<V, T> {

    private final Function<V, T> as;
    private final ToIntFunction<T> size;
    private final int enough;
    private final List<Entry<T>> entries = new ArrayList<>();
    private long gathered;

    Answer(Function<V, T> as, ToIntFunction<T> size, int enough) {
      this.as = as;
      this.size = size;
      this.enough = enough;
    }

    Slice<T> to(Keys question, ReadOnlyKeyValueStore<String, V> store) {
      for (String key : question.keys()) {
        V value = store.get(key);
        if (value != null && isFull()) {
          return new Slice<>(entries, false);
        }
        if (value != null) {
          add(key, value);
        }
      }
      return new Slice<>(entries, true);
    }

    Slice<T> to(Range question, ReadOnlyKeyValueStore<String, V> store) {
      try (var found = store.range(question.from(), question.to().orElse(null))) {
        while (found.hasNext()) {
          var entry = found.next();
          // A store's range includes its end.
          if (question.to().filter(entry.key::equals).isPresent()) {
            break;
          }
          if (entries.size() == question.maxEntries() || isFull()) {
            return new Slice<>(entries, false);
          }
          add(entry.key, entry.value);
        }
        return new Slice<>(entries, true);
      }
    }

    private void add(String key, V value) {
      T kept = as.apply(value);
      gathered += size.applyAsInt(kept);
      entries.add(new Entry<>(key, kept));
    }

    private boolean isFull() {
      return gathered >= enough;
    }
  }
}
