package io.scriptmaster.processors.streams;

import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.processor.StateStoreContext;

/**
 * An object of a task that Kafka Streams knows as a store, so that it lives as long as the task,
 * and that holds nothing. Owned by the stream thread.
 */
abstract class EmptyStore implements StateStore {

  private final String name;
  private boolean open;

  EmptyStore(String name) {
    this.name = name;
  }

  /** The task ends; it may be revived with the same object. */
  abstract void forget();

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final void init(StateStoreContext context, StateStore root) {
    open = true;
    context.register(root, (_, _) -> {});
  }

  @Override
  public final void close() {
    open = false;
    forget();
  }

  @Override
  public final boolean persistent() {
    return false;
  }

  @Override
  public final boolean isOpen() {
    return open;
  }
}
