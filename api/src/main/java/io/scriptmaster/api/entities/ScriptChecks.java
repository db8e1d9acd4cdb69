package io.scriptmaster.api.entities;

import io.scriptmaster.engine.SourceCheck;

/** Looks for errors in what tenants write, without running any of it. Safe for several threads. */
public interface ScriptChecks {

  /**
   * Whether the source of a script can be run, and what it imports.
   *
   * @throws io.scriptmaster.engine.EngineBusyException when too many are being checked
   */
  SourceCheck source(String source);

  /**
   * Whether a text is an expression over {@code event}, as the filter of a listener is.
   *
   * @throws io.scriptmaster.engine.EngineBusyException when too many are being checked
   */
  SourceCheck filter(String expression);
}
