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

  /** How long a page's values may be together, in characters, unless it is a single one. */
  int MAX_PAGE_CHARS = 1024 * 1024;

  /** Empty for a key without a value. */
  Optional<StoredValue> get(String key);

  /**
   * Values whose key begins with {@code prefix} and is greater than {@code after}, in the order of
   * keys as UTF-8 bytes. There may be fewer than {@code limit}, even none, although more follow:
   * the script waits meanwhile and can't be stopped. So a page ends at {@link #MAX_PAGE_CHARS},
   * too.
   *
   * @param after empty to begin with the first
   * @param limit how many at most, from 1
   */
  ValuePage list(String prefix, String after, int limit);

  /**
   * A version for what the run has written, because the script asks for it: the write will have it,
   * see {@link ValueWrite#version()}. No write of the key ever had it, nor a greater one, as far as
   * the run has read the key.
   *
   * @param before that of the value that was read; 0 where there is none
   */
  default long nextVersion(long before) {
    return before + 1;
  }

  /** Where nothing is stored. */
  static ValueReads none() {
    return new ValueReads() {
      @Override
      public Optional<StoredValue> get(String key) {
        return Optional.empty();
      }

      @Override
      public ValuePage list(String prefix, String after, int limit) {
        return ValuePage.last(List.of());
      }
    };
  }
}
