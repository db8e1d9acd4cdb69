package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

/**
 * Why a source text cannot be run, and where, as the author counts.
 *
 * @param message one line, without the position
 * @param line from 1
 * @param column from 1
 */
public record SyntaxError(String message, int line, int column) {

  public SyntaxError {
    requireNonNull(message, "message");
    if (line < 1 || column < 1) {
      throw new IllegalArgumentException("position " + line + ":" + column + " must count from 1");
    }
  }
}
