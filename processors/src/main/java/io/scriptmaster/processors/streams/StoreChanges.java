package io.scriptmaster.processors.streams;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Tells processors which keys of its task's read-only stores have changed, so that they may keep
 * what they made of them. On the stream thread; holds nothing. Not told: what a restore changes,
 * because it is over before a processor begins.
 */
public final class StoreChanges implements StateStore {

  private final String name;
  private final List<Consumer<String>> listeners = new ArrayList<>();
  private boolean open;

  private StoreChanges(String name) {
    this.name = name;
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
  public String name() {
    return name;
  }

  @Override
  public void init(StateStoreContext context, StateStore root) {
    open = true;
    context.register(root, (_, _) -> {});
  }

  @Override
  public void close() {
    open = false;
    listeners.clear();
  }

  @Override
  public boolean persistent() {
    return false;
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  /** Builds one per task. */
  public static StoreBuilder<StoreChanges> builder(String name) {
    return new UnloggedStoreBuilder<>(name, () -> new StoreChanges(name));
  }
}
