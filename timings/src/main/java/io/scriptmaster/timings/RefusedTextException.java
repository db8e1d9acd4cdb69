package io.scriptmaster.timings;

/** Ends the reading of a text that is no timing; leaves this package as a value only. */
final class RefusedTextException extends RuntimeException {

  private static final long serialVersionUID = 1;

  RefusedTextException(String message) {
    super(message, null, false, false);
  }
}
