package io.scriptmaster.processors.streams;

import java.util.HashMap;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells processors which keys of its task's read-only stores have changed, so that they may keep
 * what they made of them. On the stream thread; holds nothing. Not told: what a restore changes,
 * because it is over before a processor begins.
 */
public final class StoreChanges extends EmptyStore {

  private final Map<String, BiConsumer<String, String>> listeners = new HashMap<>();

  private StoreChanges(String name) {
    super(name);
  }

  /**
   * @param who takes the place of an earlier listener of this name: a task may be taken up again
   *     without having been closed
   * @param onChange is given the name of the store and the key
   */
  public void listen(String who, BiConsumer<String, String> onChange) {
    listeners.put(who, onChange);
  }

  void changed(String store, String key) {
    listeners.values().forEach(listener -> listener.accept(store, key));
  }

  @Override
  void forget() {
    listeners.clear();
  }

  /** Builds one per task. */
  public static StoreBuilder<StoreChanges> builder(String name) {
    return new UnloggedStoreBuilder<>(name, () -> new StoreChanges(name));
  }
}
