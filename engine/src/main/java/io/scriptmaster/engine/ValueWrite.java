package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;

/**
 * A write of a value, to be made when the run's effects are.
 *
 * @param json the value's JSON text; empty to delete the key
 * @param ttl how long it is kept; empty for ever
 */
public record ValueWrite(String key, Optional<String> json, Optional<Duration> ttl) {

  public ValueWrite {
    requireNonNull(key, "key");
    requireNonNull(json, "json");
    requireNonNull(ttl, "ttl");
  }
}
