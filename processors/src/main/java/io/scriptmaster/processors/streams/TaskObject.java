package io.scriptmaster.processors.streams;

import java.util.function.Supplier;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * Gives all processors of a task the same object. It is made when it is first asked for, and anew
 * when the task has been closed. On the stream thread.
 */
public final class TaskObject<T> extends EmptyStore {

  private final Supplier<T> maker;
  private T object;

  private TaskObject(String name, Supplier<T> maker) {
    super(name);
    this.maker = maker;
  }

  public T get() {
    if (object == null) {
      object = maker.get();
    }
    return object;
  }

  @Override
  void forget() {
    object = null;
  }

  /** Builds one per task. */
  public static <T> StoreBuilder<TaskObject<T>> builder(String name, Supplier<T> maker) {
    return new UnloggedStoreBuilder<>(name, () -> new TaskObject<>(name, maker));
  }
}
