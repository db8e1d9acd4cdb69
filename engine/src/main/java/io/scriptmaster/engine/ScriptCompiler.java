package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Body;
import io.scriptmaster.engine.Compilation.Import;
import io.scriptmaster.engine.Compilation.Module;
import io.scriptmaster.engine.Compilation.Refused;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;

/**
 * Finds out which form a script has, and whether it is sound, without running it.
 *
 * <p>What reads as the body of an async function is a bare body, else what reads as a module is a
 * module: no text with an {@code export} or {@code import} statement is both. When it reads as
 * neither, the author is told about the form that was meant.
 */
final class ScriptCompiler {

  private static final int SCRIPTS_KEPT = 4_000;

  /**
   * A line that begins as an export or import statement does; {@code import(} and {@code
   * import.meta} are expressions.
   */
  private static final Pattern MODULE_STATEMENT =
      Pattern.compile("^\\h*+(export\\b|import\\b(?!\\h*+[(.]))", Pattern.MULTILINE);

  private final Sandbox sandbox;
  private final ReadingRoom room;
  private final CompilationCache cache = new CompilationCache(SCRIPTS_KEPT);

  ScriptCompiler(Sandbox sandbox, ReadingRoom room) {
    this.sandbox = sandbox;
    this.room = room;
  }

  /**
   * Takes little more than the limit, whatever the source. That it took too long is not remembered:
   * it can be the machine's fault.
   */
  Compilation compile(Script script, Duration limit) {
    try {
      return cache.get(script, unknown -> read(unknown, limit));
    } catch (TooSlowException e) {
      return new Refused(
          script,
          ScriptError.SYNTAX_ERROR,
          new SyntaxError("the source takes too long to be read", 1, 1));
    }
  }

  private Compilation read(Script script, Duration limit) {
    Context context = sandbox.newReadingContext();
    return room.read(limit, () -> readIn(context, script), () -> ContextEnd.inBackground(context))
        .orElseThrow(TooSlowException::new);
  }

  private static Compilation readIn(Context context, Script script) {
    try (context) {
      return readWith(new SourceReader(context, script), script);
    }
  }

  private static Compilation readWith(SourceReader reader, Script script) {
    Optional<SyntaxError> bodyError = reader.readBody();
    if (bodyError.isEmpty()) {
      return new Body(
          script, Sources.script(script.fileName(), ScriptForm.BODY.wrap(script.source())));
    }
    Optional<SyntaxError> moduleError = reader.readModule();
    if (moduleError.isEmpty()) {
      return module(reader, script);
    }
    boolean meantAsModule = MODULE_STATEMENT.matcher(script.source()).find();
    return new Refused(
        script, ScriptError.SYNTAX_ERROR, (meantAsModule ? moduleError : bodyError).get());
  }

  private static Compilation module(SourceReader reader, Script script) {
    var source = Sources.module(script.fileName(), script.source());
    List<Import> imports = reader.imports(source);
    return imports.stream()
        .filter(used -> !ImportNames.isLibrary(used.name()))
        .findFirst()
        .<Compilation>map(used -> notSupported(script, used))
        .orElseGet(() -> new Module(script, source, imports));
  }

  private static Refused notSupported(Script script, Import used) {
    return new Refused(
        script,
        ScriptError.IMPORT_NOT_SUPPORTED,
        new SyntaxError(
            ImportNames.refusal(used.name()), used.place().line(), used.place().column()));
  }

  private static final class TooSlowException extends RuntimeException {

    private static final long serialVersionUID = 1L;
  }
}
