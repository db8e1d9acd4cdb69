package io.scriptmaster.engine;

import com.oracle.truffle.api.source.Source;
import java.util.List;

/** What the compiler made of a script's text. */
sealed interface Compilation {

  Script script();

  /** It can be run. */
  sealed interface Compiled extends Compilation {}

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
  record Module(Script script, Source module, List<String> imports) implements Compiled {

    /**
     * Where an import first stands, or the beginning where it is written with escapes. Goes through
     * the whole source: for one that is refused only.
     */
    StackLine placeOf(String name) {
      int offset = ImportNames.offsetOf(name, script.source());
      return new StackLine(
          "", script.fileName(), module.getLineNumber(offset), module.getColumnNumber(offset));
    }
  }

  /** It cannot be run. */
  record Refused(Script script, String code, SyntaxError error) implements Compilation {}
}
