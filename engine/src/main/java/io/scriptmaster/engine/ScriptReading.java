package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Body;
import io.scriptmaster.engine.Compilation.Module;
import io.scriptmaster.engine.Compilation.Refused;
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
final class ScriptReading implements ReadingRoom.Reading<Compilation> {

  /**
   * A line that begins as an export or import statement does; {@code import(} and {@code
   * import.meta} are expressions.
   */
  private static final Pattern MODULE_STATEMENT =
      Pattern.compile("^\\h*+(export\\b|import\\b(?!\\h*+[(.]))", Pattern.MULTILINE);

  private final Context context;
  private final Script script;

  /**
   * @param context its own, closed in the end
   */
  ScriptReading(Context context, Script script) {
    this.context = context;
    this.script = script;
  }

  @Override
  public Compilation read() {
    try (context) {
      return readWith(new SourceReader(context, script));
    }
  }

  @Override
  public void stop() {
    ContextEnd.inBackground(context);
  }

  private Compilation readWith(SourceReader reader) {
    Optional<SyntaxError> bodyError = reader.readBody();
    if (bodyError.isEmpty()) {
      return new Body(
          script, Sources.script(script.fileName(), ScriptForm.BODY.wrap(script.source())));
    }
    Optional<SyntaxError> moduleError = reader.readModule();
    if (moduleError.isEmpty()) {
      return module(reader);
    }
    boolean meantAsModule = MODULE_STATEMENT.matcher(script.source()).find();
    return new Refused(
        script, ScriptError.SYNTAX_ERROR, (meantAsModule ? moduleError : bodyError).get());
  }

  private Compilation module(SourceReader reader) {
    var source = Sources.module(script.fileName(), script.source());
    List<String> imports = reader.imports(source);
    Module module = new Module(script, source, imports);
    for (String name : imports) {
      if (!ImportNames.isLibrary(name)) {
        return notSupported(module, name, ImportNames.refusal(name));
      }
    }
    return imports.size() <= ImportNames.MAX
        ? module
        : notSupported(module, imports.get(ImportNames.MAX), ImportNames.tooMany(imports.size()));
  }

  private static Refused notSupported(Module module, String name, String why) {
    StackLine place = module.placeOf(name);
    return new Refused(
        module.script(),
        ScriptError.IMPORT_NOT_SUPPORTED,
        new SyntaxError(why, place.line(), place.column()));
  }
}
