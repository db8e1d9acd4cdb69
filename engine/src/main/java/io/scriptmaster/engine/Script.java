package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

/**
 * A script as its author wrote it, in either form: a module with a default export, or a bare body.
 *
 * @param name appears in stacks with {@code .js} appended, e.g. {@code score} in {@code
 *     score.js:3:5}; not blank, one line
 * @param source the JavaScript text; how large it may be is the caller's rule
 */
public record Script(String name, String source) {

  public Script {
    requireNonNull(source, "source");
    if (requireNonNull(name, "name").isBlank() || name.lines().count() > 1) {
      throw new IllegalArgumentException(
          "script name '" + name + "' must be one line and not blank, e.g. 'score'");
    }
  }

  String fileName() {
    return name + ".js";
  }
}
