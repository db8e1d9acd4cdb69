package io.scriptmaster.processors.executions.values;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.scriptmaster.execution.ScriptValue;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The values that were used last, before their store: an execution reads a value up to three times,
 * and each costs as much as a small script. Read on any thread, written by the stream thread alone;
 * a value that was read from the store never replaces one that was written meanwhile.
 */
final class CachedValues {

  /** Of a partition: keys and values, in characters. */
  private static final long CHARACTERS = 4 * 1024 * 1024;

  /** What else an entry costs, about. */
  private static final int ENTRY = 200;

  private final KeyValueStore<String, ScriptValue> store;
  private final Cache<String, Optional<ScriptValue>> cache =
      Caffeine.newBuilder()
          .maximumWeight(CHARACTERS)
          .weigher(CachedValues::weight)
          // Evicts on the thread that adds: there is no other that could fall behind.
          .executor(Runnable::run)
          .build();

  CachedValues(KeyValueStore<String, ScriptValue> store) {
    this.store = store;
  }

  private static int weight(String key, Optional<ScriptValue> value) {
    return ENTRY + key.length() + value.map(it -> it.getValue().length()).orElse(0);
  }

  /**
   * @return not to be changed; empty where the store has none
   */
  Optional<ScriptValue> get(String storeKey) {
    return cache.get(storeKey, key -> Optional.ofNullable(store.get(key)));
  }

  /**
   * @param value empty deletes
   */
  void put(String storeKey, Optional<ScriptValue> value) {
    cache
        .asMap()
        .compute(
            storeKey,
            (key, _) -> {
              store.put(key, value.orElse(null));
              return value;
            });
  }
}
