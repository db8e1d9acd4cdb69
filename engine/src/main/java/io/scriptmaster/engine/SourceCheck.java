package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

/** Whether a source text can be run at all. */
public sealed interface SourceCheck {

  /** It reads as a module or as a bare body. Running it may still fail. */
  record Valid() implements SourceCheck {}

  /** It reads as neither. */
  record Invalid(SyntaxError error) implements SourceCheck {

    public Invalid {
      requireNonNull(error, "error");
    }
  }
}
