package io.scriptmaster.processors.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells processors which keys of its task's read-only stores have changed, so that they may keep
 * what they made of them. On the stream thread; holds nothing. Not told: what a restore changes,
 * because it is over before a processor begins.
 */
public final class StoreChanges extends EmptyStore {

  private final List<Consumer<String>> listeners = new ArrayList<>();

  private StoreChanges(String name) {
    super(name);
  }

  /**
   * @param onChange is given the key
   */
  public void listen(Consumer<String> onChange) {
    listeners.add(onChange);
  }

  void changed(String key) {
    listeners.forEach(listener -> listener.accept(key));
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
