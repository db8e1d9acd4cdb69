package io.scriptmaster.engine;

import java.util.List;
import java.util.Optional;

/**
 * Reads of the values of the run's owner. Called on the thread that runs the script. Writes are not
 * made here: they are {@link Effects} of the run.
 *
 * <p>A RuntimeException out of it is the platform's failure: the run is broken off, {@link
 * ScriptRun#proceed()} throws it, and the script never sees it.
 */
public interface ValueReads {

  /** Empty for a key without a value. */
  Optional<StoredValue> get(String key);

  /**
   * Values whose key begins with {@code prefix} and is greater than {@code after}, in the order of
   * keys as UTF-8 bytes.
   *
   * @param after empty to begin with the first
   * @param limit how many at most, from 1
   */
  List<StoredValue> list(String prefix, String after, int limit);

  /** Where nothing is stored. */
  static ValueReads none() {
    return new ValueReads() {
      @Override
      public Optional<StoredValue> get(String key) {
        return Optional.empty();
      }

      @Override
      public List<StoredValue> list(String prefix, String after, int limit) {
        return List.of();
      }
    };
  }
}
