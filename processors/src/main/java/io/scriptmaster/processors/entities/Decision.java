package io.scriptmaster.processors.entities;

/** What was decided of a command: an entity {@code E} changes, stays or is refused to. */
sealed interface Decision<E> {

  record Saved<E>(E entity, long version, boolean created) implements Decision<E> {}

  /** Accepted, and the entity already is as asked. */
  record Unchanged<E>(long version) implements Decision<E> {}

  record Deleted<E>() implements Decision<E> {}

  /**
   * Refused, as data: the code is stable, the message says what would be accepted, the field may be
   * null.
   */
  record Rejected<E>(String code, String message, String field) implements Decision<E> {}

  static <E> Decision<E> reject(String code, String message) {
    return new Rejected<>(code, message, null);
  }

  static <E> Decision<E> rejectField(String field, String code, String message) {
    return new Rejected<>(code, message, field);
  }
}
