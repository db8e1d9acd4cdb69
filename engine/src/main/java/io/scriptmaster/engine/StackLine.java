package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

/**
 * One line of a stack, in the script's own coordinates.
 *
 * @param function empty outside of a named function
 * @param file the script's name with {@code .js}
 * @param line from 1
 * @param column from 1
 */
public record StackLine(String function, String file, int line, int column) {

  public StackLine {
    requireNonNull(function, "function");
    requireNonNull(file, "file");
  }

  /** As JavaScript writes it: {@code at g (score.js:3:5)}, or {@code at score.js:3:5}. */
  @Override
  public String toString() {
    return function.isEmpty() ? "at " + position() : "at " + function + " (" + position() + ")";
  }

  String position() {
    return file + ":" + line + ":" + column;
  }
}
