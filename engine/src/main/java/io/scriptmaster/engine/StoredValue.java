package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

/**
 * A value as it is stored.
 *
 * @param json the value's JSON text
 * @param version grows with every write of the key, also over deletions
 */
public record StoredValue(String key, String json, long version) {

  public StoredValue {
    requireNonNull(key, "key");
    requireNonNull(json, "json");
  }
}
