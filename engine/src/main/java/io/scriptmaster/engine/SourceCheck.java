package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.util.List;

/** Whether a source text can be run at all. */
public sealed interface SourceCheck {

  /**
   * It reads as a module or as a bare body. Running it may still fail.
   *
   * @param imports what its import statements name, each {@code lib/…} once, in order
   */
  record Valid(List<String> imports) implements SourceCheck {

    public Valid {
      imports = List.copyOf(imports);
    }

    /** Of a source that imports nothing. */
    public Valid() {
      this(List.of());
    }
  }

  /** It reads as neither. */
  record Invalid(SyntaxError error) implements SourceCheck {

    public Invalid {
      requireNonNull(error, "error");
    }
  }
}
