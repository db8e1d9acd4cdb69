package io.scriptmaster.engine;

import com.oracle.truffle.api.source.Source;
import io.scriptmaster.engine.Compilation.Body;
import io.scriptmaster.engine.Compilation.Compiled;
import io.scriptmaster.engine.Compilation.Module;
import java.util.Map;
import java.util.Optional;

/**
 * A program whose script and libraries can be read.
 *
 * @param libraries by the name they are imported by, {@code lib/} included
 */
record CompiledProgram(Program program, Compiled main, Map<String, Module> libraries) {

  /** The function of a bare body; empty for a module. */
  Optional<org.graalvm.polyglot.Source> body() {
    return main instanceof Body body ? Optional.of(body.function()) : Optional.empty();
  }

  Source mainModule() {
    if (main instanceof Module module) {
      return module.module();
    }
    throw new IllegalStateException("a bare body is no module");
  }

  Optional<Source> library(String name) {
    return Optional.ofNullable(libraries.get(name)).map(Module::module);
  }

  /** Where a place in a file is in the author's text; below 1 when the file is none of theirs. */
  int authorColumn(String file, int line, int column) {
    if (file.equals(main.script().fileName())) {
      return main instanceof Body ? ScriptForm.BODY.authorColumn(line, column) : column;
    }
    return libraries.values().stream().anyMatch(l -> l.script().fileName().equals(file))
        ? column
        : 0;
  }
}
