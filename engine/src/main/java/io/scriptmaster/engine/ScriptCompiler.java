package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Compiled;
import io.scriptmaster.engine.Compilation.Refused;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.Source;

/**
 * Finds out which form a script has, and whether it is sound, without running it.
 *
 * <p>What reads as the body of an async function is a bare body, else what reads as a module is a
 * module: no text with an {@code export} or {@code import} statement is both. When it reads as
 * neither, the author is told about the form that was meant.
 */
final class ScriptCompiler {

  private static final int SCRIPTS_KEPT = 1_000;

  /**
   * A line that begins as an export or import statement does; {@code import(} and {@code
   * import.meta} are expressions.
   */
  private static final Pattern MODULE_STATEMENT =
      Pattern.compile("^\\h*+(export\\b|import\\b(?!\\h*+[(.]))", Pattern.MULTILINE);

  private final Sandbox sandbox;
  private final CompilationCache cache = new CompilationCache(SCRIPTS_KEPT);

  ScriptCompiler(Sandbox sandbox) {
    this.sandbox = sandbox;
  }

  Compilation compile(Script script) {
    return cache.get(script, this::read);
  }

  private Compilation read(Script script) {
    NoImports imports = new NoImports();
    try (Context context = sandbox.newReadingContext(imports)) {
      SourceReader reader = new SourceReader(context, imports, script);
      Optional<SyntaxError> bodyError = reader.readBody();
      if (bodyError.isEmpty()) {
        return compiled(script, ScriptForm.BODY);
      }
      Optional<SyntaxError> moduleError = reader.readModule();
      if (moduleError.isEmpty()) {
        return readImports(reader, script);
      }
      boolean meantAsModule = MODULE_STATEMENT.matcher(script.source()).find();
      return new Refused(ScriptError.SYNTAX_ERROR, (meantAsModule ? moduleError : bodyError).get());
    }
  }

  private static Compilation readImports(SourceReader reader, Script script) {
    return reader
        .firstImport()
        .<Compilation>map(error -> new Refused(ScriptError.IMPORT_NOT_SUPPORTED, error))
        .orElseGet(() -> compiled(script, ScriptForm.MODULE));
  }

  private static Compilation compiled(Script script, ScriptForm form) {
    Source source =
        switch (form) {
          case BODY -> Sources.script(script.fileName(), form.wrap(script.source()));
          case MODULE -> Sources.module(script.fileName(), form.wrap(script.source()));
        };
    return new Compiled(script, form, source);
  }
}
