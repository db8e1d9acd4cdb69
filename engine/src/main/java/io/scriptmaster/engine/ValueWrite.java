package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A write of a value, to be made when the run's effects are.
 *
 * @param json the value's JSON text; empty to delete the key
 * @param ttl how long it is kept; empty for ever
 * @param version that the script was told the value has; empty when it did not ask
 */
public record ValueWrite(
    String key, Optional<String> json, Optional<Duration> ttl, Optional<Long> version) {

  public ValueWrite {
    requireNonNull(key, "key");
    requireNonNull(json, "json");
    requireNonNull(ttl, "ttl");
    requireNonNull(version, "version");
  }

  ValueWrite(String key, Optional<String> json, Optional<Duration> ttl) {
    this(key, json, ttl, Optional.empty());
  }

  ValueWrite withVersion(long told) {
    return new ValueWrite(key, json, ttl, Optional.of(told));
  }
}
