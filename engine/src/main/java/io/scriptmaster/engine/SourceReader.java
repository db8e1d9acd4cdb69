package io.scriptmaster.engine;

import com.oracle.js.parser.ir.Module.ModuleRequest;
import com.oracle.truffle.api.source.Source;
import com.oracle.truffle.js.lang.JavaScriptLanguage;
import com.oracle.truffle.js.runtime.JSRealm;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** Reads one script's text in a throwaway context; none of it runs. One thread. */
final class SourceReader {

  /**
   * The AsyncFunction constructor parses a body alone, as the specification asks, so a text that
   * closes our wrapper early ({@code }); (async () => {}) is refused, and positions are the
   * author's own.
   */
  private static final org.graalvm.polyglot.Source READ_BODY =
      Sources.script(
          "read-body.js", "(body) => { new (async () => {}).constructor('event', 'sm', body); }");

  /**
   * How GraalJS begins the message of a syntax error: {@code score.js:2:8 Expected…}, the column
   * counted from 0.
   */
  private static final Pattern POSITION = Pattern.compile("^SyntaxError: .*?:(\\d+):(\\d+) (.*)");

  private final Context context;
  private final Script script;

  SourceReader(Context context, Script script) {
    this.context = context;
    this.script = script;
  }

  Optional<SyntaxError> readBody() {
    Value read = context.eval(READ_BODY);
    return errorOf(() -> read.executeVoid(script.source()));
  }

  Optional<SyntaxError> readModule() {
    return errorOf(
        () ->
            context.parse(
                org.graalvm.polyglot.Source.newBuilder("js", script.source(), script.fileName())
                    .mimeType("application/javascript+module")
                    .buildLiteral()));
  }

  /**
   * What the import and export statements of a module name, which {@link #readModule} accepted,
   * each once. There can be one for every ten characters.
   */
  List<String> imports(Source module) {
    context.enter();
    try {
      JSRealm realm = JavaScriptLanguage.getJSRealm(context);
      return realm
          .getContext()
          .getEvaluator()
          .envParseModule(realm, module)
          .getModule()
          .getRequestedModules()
          .stream()
          .map(ModuleRequest::specifier)
          .map(name -> name.toJavaStringUncached())
          .distinct()
          .toList();
    } finally {
      context.leave();
    }
  }

  private Optional<SyntaxError> errorOf(Runnable reading) {
    try {
      reading.run();
      return Optional.empty();
    } catch (PolyglotException e) {
      return Optional.of(syntaxError(e));
    }
  }

  private SyntaxError syntaxError(PolyglotException e) {
    if (!e.isSyntaxError()) {
      return notReadable(e);
    }
    Matcher position = POSITION.matcher(e.getMessage());
    return position.find() ? positioned(position) : new SyntaxError(firstLine(e), 1, 1);
  }

  /** What is missing at the end is reported on a line after it; the author is shown the end. */
  private SyntaxError positioned(MatchResult position) {
    int line = Math.max(1, Integer.parseInt(position.group(1)));
    String[] lines = script.source().split("\\R", -1);
    return line > lines.length
        ? new SyntaxError(position.group(3), lines.length, lines[lines.length - 1].length() + 1)
        : new SyntaxError(position.group(3), line, Integer.parseInt(position.group(2)) + 1);
  }

  /** A parser that ran out of stack throws a RangeError, or says that a resource is exhausted. */
  private static SyntaxError notReadable(PolyglotException e) {
    if (e.isCancelled()) {
      throw e;
    }
    if (e.isInternalError()) {
      throw new IllegalStateException("the source could not be read", e);
    }
    return new SyntaxError("the source is nested too deeply to be read", 1, 1);
  }

  private static String firstLine(PolyglotException e) {
    return e.getMessage().lines().findFirst().orElse("").replaceFirst("^SyntaxError: ", "");
  }
}
