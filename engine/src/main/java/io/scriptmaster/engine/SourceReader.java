package io.scriptmaster.engine;

import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/** Reads one script's text in a throwaway context; none of it runs. One thread. */
final class SourceReader {

  /**
   * The AsyncFunction constructor parses a body alone, as the specification asks, so a text that
   * closes our wrapper early ({@code }); (async () => {}) is refused, and positions are the
   * author's own.
   */
  private static final Source READ_BODY =
      Sources.script(
          "read-body.js", "(body) => { new (async () => {}).constructor('event', 'sm', body); }");

  /**
   * How GraalJS begins the message of a syntax error: {@code score.js:2:8 Expected…}, the column
   * counted from 0.
   */
  private static final Pattern POSITION = Pattern.compile("^SyntaxError: .*?:(\\d+):(\\d+) (.*)");

  private static final Pattern DATA_IMPORT = Pattern.compile("(from|import)\\s*['\"]data:");

  private static final String END_OF_IMPORTS = "scriptmaster:end-of-imports";

  private final Context context;
  private final NoImports imports;
  private final Script script;

  SourceReader(Context context, NoImports imports, Script script) {
    this.context = context;
    this.imports = imports;
    this.script = script;
  }

  Optional<SyntaxError> readBody() {
    Value read = context.eval(READ_BODY);
    return errorOf(() -> read.executeVoid(script.source()));
  }

  Optional<SyntaxError> readModule() {
    return errorOf(() -> context.parse(Sources.module(script.fileName(), script.source())));
  }

  /**
   * What the module imports first. Names are resolved in order before a module runs, and none can
   * be: with one more import at its end, linking asks for the author's first import or, when there
   * is none, for ours, and fails before running.
   */
  Optional<SyntaxError> firstImport() {
    String probe = script.source() + "\nimport '" + END_OF_IMPORTS + "';";
    Optional<PolyglotException> refusal =
        attempt(() -> context.eval(Sources.module(script.fileName(), probe)));
    if (refusal.isEmpty()) {
      throw new IllegalStateException(
          "a module was evaluated whose last import cannot be resolved");
    }
    // Data URLs are the one kind that is resolved without asking.
    boolean importsData =
        imports.firstRefused().isEmpty() || DATA_IMPORT.matcher(script.source()).find();
    String first = importsData ? "data:" : imports.firstRefused().get();
    return first.equals(END_OF_IMPORTS) ? Optional.empty() : Optional.of(importError(first));
  }

  private SyntaxError importError(String name) {
    Matcher place = Pattern.compile("['\"]" + Pattern.quote(name)).matcher(script.source());
    return at(place.find() ? place.start() : 0, NoImports.messageFor(name));
  }

  private SyntaxError at(int offset, String message) {
    Source source = Sources.module(script.fileName(), script.source() + "\n");
    return new SyntaxError(message, source.getLineNumber(offset), source.getColumnNumber(offset));
  }

  private Optional<SyntaxError> errorOf(Runnable reading) {
    return attempt(reading).map(this::syntaxError);
  }

  private static Optional<PolyglotException> attempt(Runnable reading) {
    try {
      reading.run();
      return Optional.empty();
    } catch (PolyglotException e) {
      return Optional.of(e);
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
    if (e.isInternalError() || e.isCancelled()) {
      throw new IllegalStateException("the source could not be read", e);
    }
    return new SyntaxError("the source is nested too deeply to be read", 1, 1);
  }

  private static String firstLine(PolyglotException e) {
    return e.getMessage().lines().findFirst().orElse("").replaceFirst("^SyntaxError: ", "");
  }
}
