package io.scriptmaster.engine;

/** The two ways to write a script, and what is put around the author's text to evaluate it. */
enum ScriptForm {
  /**
   * Statements with {@code event}, {@code sm}, {@code await} and {@code return}: the body of an
   * async function.
   */
  BODY("(async function (event, sm) {", "\n})"),

  /** A module with a default export. */
  MODULE("", "");

  private final String prefix;
  private final String suffix;

  ScriptForm(String prefix, String suffix) {
    this.prefix = prefix;
    this.suffix = suffix;
  }

  String wrap(String source) {
    return prefix + source + suffix;
  }

  /**
   * The author's column of a column in the wrapped text, below 1 in our prefix, which is on the
   * first line only.
   */
  int authorColumn(int line, int column) {
    return line == 1 ? column - prefix.length() : column;
  }
}
