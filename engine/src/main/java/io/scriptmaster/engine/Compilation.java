package io.scriptmaster.engine;

import com.oracle.truffle.api.source.Source;
import java.util.List;

/** What the compiler made of a script's text. */
sealed interface Compilation {

  /** It can be run. */
  sealed interface Compiled extends Compilation {

    Script script();
  }

  /**
   * It is a bare body.
   *
   * @param function wrapped; the same instance for every run, because the polyglot engine keeps
   *     parsed code per instance
   */
  record Body(Script script, org.graalvm.polyglot.Source function) implements Compiled {}

  /**
   * It is a module.
   *
   * @param module the same instance for every run
   * @param imports what its import statements name, each once, in order
   */
  record Module(Script script, Source module, List<Import> imports) implements Compiled {}

  /** A name in an import statement, and where it stands. */
  record Import(String name, StackLine place) {}

  /** It cannot be run. */
  record Refused(Script script, String code, SyntaxError error) implements Compilation {}
}
