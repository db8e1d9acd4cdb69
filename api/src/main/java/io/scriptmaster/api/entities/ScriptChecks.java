package io.scriptmaster.api.entities;

import io.scriptmaster.engine.SourceCheck;

/** Looks for errors in what tenants write, without running any of it. Safe for several threads. */
public interface ScriptChecks {

  /** Whether the source of a script can be run, and what it imports. */
  SourceCheck source(String source);

  /** Whether a text is an expression over {@code event}, as the filter of a listener is. */
  SourceCheck filter(String expression);
}
