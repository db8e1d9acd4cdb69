package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Body;
import io.scriptmaster.engine.Compilation.Compiled;
import io.scriptmaster.engine.Compilation.Module;
import io.scriptmaster.engine.Compilation.Refused;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Compiles a program, each source within a limit: its script, its libraries, and whether what is
 * imported is there.
 */
final class ProgramCompiler {

  private static final String LIBRARY_IS_MODULE =
      "a library must be a module: it exports what others import";

  private final ScriptCompiler scripts;

  ProgramCompiler(ScriptCompiler scripts) {
    this.scripts = scripts;
  }

  /** A program that can be run, or why not. */
  sealed interface Readiness {

    record Ready(CompiledProgram program) implements Readiness {}

    record NotReady(ScriptError error) implements Readiness {}
  }

  Readiness compile(Program program, Duration limit) {
    return switch (scripts.compile(program.script(), limit)) {
      case Refused refused -> notReady(refused);
      case Compiled main -> {
        Map<String, Module> libraries = new HashMap<>();
        try {
          program.libraries().forEach((name, script) -> add(libraries, name, script, limit));
          requireImports(main, libraries);
          libraries.values().forEach(library -> requireImports(library, libraries));
          yield new Readiness.Ready(new CompiledProgram(program, main, Map.copyOf(libraries)));
        } catch (NotReadyException e) {
          yield new Readiness.NotReady(e.error);
        }
      }
    };
  }

  private void add(Map<String, Module> libraries, String name, Script script, Duration limit) {
    String importedAs = ImportNames.PREFIX + name;
    switch (scripts.compile(new Script(importedAs, script.source()), limit)) {
      case Refused refused -> throw new NotReadyException(notReady(refused).error());
      case Module module -> libraries.put(importedAs, module);
      case Body body ->
          throw new NotReadyException(
              new ScriptError(
                  ScriptError.SYNTAX_ERROR,
                  LIBRARY_IS_MODULE,
                  List.of(new StackLine("", body.script().fileName(), 1, 1))));
    }
  }

  private static void requireImports(Compiled script, Map<String, Module> libraries) {
    if (script instanceof Module module) {
      for (String name : module.imports()) {
        if (!libraries.containsKey(name)) {
          throw new NotReadyException(
              new ScriptError(
                  ScriptError.LIBRARY_NOT_FOUND,
                  ImportNames.refusal(name),
                  List.of(module.placeOf(name))));
        }
      }
    }
  }

  private static Readiness.NotReady notReady(Refused refused) {
    SyntaxError error = refused.error();
    StackLine place = new StackLine("", refused.script().fileName(), error.line(), error.column());
    return new Readiness.NotReady(new ScriptError(refused.code(), error.message(), List.of(place)));
  }

  private static final class NotReadyException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient ScriptError error;

    NotReadyException(ScriptError error) {
      super(error.message(), null, false, false);
      this.error = error;
    }
  }
}
