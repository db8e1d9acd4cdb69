package io.scriptmaster.engine;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.PolyglotException.StackFrame;
import org.graalvm.polyglot.SourceSection;
import org.graalvm.polyglot.Value;

/**
 * Reads stacks of one program. They come from the engine's own frames, not from the {@code stack}
 * property that a script can write, and hold the lines of the script and its libraries only, in the
 * author's coordinates.
 */
final class ScriptStack {

  static final int MAX_NAME = 100;

  private static final int MAX_LINES = 20;

  private final CompiledProgram program;

  ScriptStack(CompiledProgram program) {
    this.program = program;
  }

  /** Of a thrown value; only errors have a stack. */
  List<StackLine> of(Value reason) {
    if (!reason.isException()) {
      return List.of();
    }
    try {
      throw reason.throwException();
    } catch (PolyglotException e) {
      return of(e);
    }
  }

  List<StackLine> of(PolyglotException e) {
    Stream<StackLine> frames =
        StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false)
            .filter(StackFrame::isGuestFrame)
            .flatMap(frame -> place(frame.getSourceLocation(), functionName(frame)).stream());
    return Stream.concat(interruptedFunction(e), frames).limit(MAX_LINES).toList();
  }

  /**
   * A cancelled script's innermost frame often has no place of its own; the exception then names
   * the function's beginning.
   */
  private Stream<StackLine> interruptedFunction(PolyglotException e) {
    return StreamSupport.stream(e.getPolyglotStackTrace().spliterator(), false)
        .limit(1)
        .filter(
            frame -> e.isCancelled() && frame.isGuestFrame() && frame.getSourceLocation() == null)
        .flatMap(frame -> place(e.getSourceLocation(), functionName(frame)).stream());
  }

  private Optional<StackLine> place(SourceSection section, String function) {
    if (section == null || !section.isAvailable() || section.getSource().isInternal()) {
      return Optional.empty();
    }
    String file = section.getSource().getName();
    int line = section.getStartLine();
    int column = program.authorColumn(file, line, section.getStartColumn());
    return column < 1 ? Optional.empty() : Optional.of(new StackLine(function, file, line, column));
  }

  /** GraalJS names what has no name {@code :=>}, {@code :program} and the like. */
  private static String functionName(StackFrame frame) {
    String name = frame.getRootName();
    if (name == null || name.startsWith(":") || name.equals("anonymous")) {
      return "";
    }
    // The script's author chose it, and may have chosen a megabyte.
    return name.length() <= MAX_NAME ? name : name.substring(0, MAX_NAME) + "…";
  }
}
