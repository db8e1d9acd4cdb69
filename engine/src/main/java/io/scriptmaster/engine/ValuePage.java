package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Optional;

/**
 * Some values, in the order of their keys.
 *
 * @param next behind which key to go on; empty when there are no more
 */
public record ValuePage(List<StoredValue> values, Optional<String> next) {

  public ValuePage {
    values = List.copyOf(values);
    requireNonNull(next, "next");
  }

  /** Where nothing follows. */
  public static ValuePage last(List<StoredValue> values) {
    return new ValuePage(values, Optional.empty());
  }
}
