package io.scriptmaster.engine;

import org.graalvm.polyglot.Source;

/** What the compiler made of a script's text. */
sealed interface Compilation {

  /**
   * It can be run.
   *
   * @param source wrapped; the same instance for every run, because the polyglot engine keeps
   *     parsed code per instance
   */
  record Compiled(Script script, ScriptForm form, Source source) implements Compilation {}

  /** It cannot. */
  record Refused(String code, SyntaxError error) implements Compilation {}
}
