package io.scriptmaster.processors.streams;

import java.util.function.Consumer;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells a processor which keys of its task's read-only stores have changed, so that it may keep
 * what it made of them. On the stream thread; holds nothing. Not told: what a restore changes,
 * because it is over before the processor begins.
 */
public final class StoreChanges extends EmptyStore {

  private Consumer<String> listener = _ -> {};

  private StoreChanges(String name) {
    super(name);
  }

  /**
   * @param onChange is given the key
   */
  public void listen(Consumer<String> onChange) {
    listener = onChange;
  }

  void changed(String key) {
    listener.accept(key);
  }

  @Override
  void forget() {
    listener = _ -> {};
  }

  /** Builds one per task. */
  public static StoreBuilder<StoreChanges> builder(String name) {
    return new UnloggedStoreBuilder<>(name, () -> new StoreChanges(name));
  }
}
