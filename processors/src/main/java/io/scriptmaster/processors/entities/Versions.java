package io.scriptmaster.processors.entities;

import java.util.Optional;
import java.util.OptionalLong;

/** The rule of optimistic concurrency. */
final class Versions {

  private Versions() {}

  /**
   * The refusal of a request that expected another version than the current one, or empty where it
   * may go on.
   *
   * @param current the version of the entity, 0 where it does not exist
   */
  static <E> Optional<Decision<E>> conflict(OptionalLong expected, long current) {
    if (expected.isEmpty() || expected.getAsLong() == current) {
      return Optional.empty();
    }
    String found = current == 0 ? "it does not exist" : "its version is " + current;
    String wanted =
        expected.getAsLong() == 0 ? "that it does not exist" : "version " + expected.getAsLong();
    return Optional.of(
        Decision.reject("version_conflict", "expected was %s, but %s".formatted(wanted, found)));
  }
}
