package io.scriptmaster.api.entities;

import com.github.difflib.DiffUtils;
import com.github.difflib.UnifiedDiffUtils;
import com.github.difflib.algorithm.myers.MyersDiffWithLinearSpace;
import com.github.difflib.patch.AbstractDelta;
import com.github.difflib.patch.ChangeDelta;
import com.github.difflib.patch.Chunk;
import com.github.difflib.patch.DeleteDelta;
import com.github.difflib.patch.InsertDelta;
import com.github.difflib.patch.Patch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.stream.Stream;

/**
 * What differs between two sources, as a unified diff that {@code patch} understands.
 *
 * @param from may be empty: there was nothing before
 */
record SourceDiff(String from, String to) {

  /**
   * Where more lines than these differ, they are shown as replaced in one piece: the time to find
   * the smallest difference grows with their square.
   */
  static final int MAX_COMPARED_LINES = 5_000;

  private static final int CONTEXT_LINES = 3;

  /** The diff; empty where they are the same. */
  String unified(String fromName, String toName) {
    List<String> before = lines(from);
    List<String> after = lines(to);
    return String.join(
        "\n",
        before.isEmpty()
            ? added(fromName, toName, after)
            : UnifiedDiffUtils.generateUnifiedDiff(
                fromName, toName, before, patch(before, after), CONTEXT_LINES));
  }

  /** By hand: the library counts the lines of nothing from 1, which {@code patch} refuses. */
  private static List<String> added(String fromName, String toName, List<String> lines) {
    Stream<String> head =
        Stream.of("--- " + fromName, "+++ " + toName, "@@ -0,0 +1,%d @@".formatted(lines.size()));
    return Stream.concat(head, lines.stream().map(line -> "+" + line)).toList();
  }

  private static Patch<String> patch(List<String> before, List<String> after) {
    int start = commonStart(before, after);
    int end =
        commonStart(
            before.subList(start, before.size()).reversed(),
            after.subList(start, after.size()).reversed());
    int differing = before.size() + after.size() - 2 * (start + end);
    if (differing <= MAX_COMPARED_LINES) {
      return merged(DiffUtils.diff(before, after, new MyersDiffWithLinearSpace<>()));
    }
    Patch<String> patch = new Patch<>(1);
    patch.addDelta(
        replaced(
            new Chunk<>(start, before.subList(start, before.size() - end)),
            new Chunk<>(start, after.subList(start, after.size() - end))));
    return patch;
  }

  /** The algorithm may tell of one change in pieces, and of what is new before what is old. */
  private static Patch<String> merged(Patch<String> pieces) {
    Deque<AbstractDelta<String>> merged = new ArrayDeque<>();
    for (AbstractDelta<String> piece : pieces.getDeltas()) {
      AbstractDelta<String> last = merged.peekLast();
      if (last != null && touches(last.getSource(), piece.getSource())) {
        merged.removeLast();
        merged.addLast(
            replaced(
                joined(last.getSource(), piece.getSource()),
                joined(last.getTarget(), piece.getTarget())));
      } else {
        merged.addLast(piece);
      }
    }
    Patch<String> patch = new Patch<>(merged.size());
    merged.forEach(patch::addDelta);
    return patch;
  }

  /** Lines that are in both sources lie between changes that do not touch. */
  private static boolean touches(Chunk<String> first, Chunk<String> second) {
    return first.getPosition() + first.size() == second.getPosition();
  }

  private static Chunk<String> joined(Chunk<String> first, Chunk<String> second) {
    return new Chunk<>(
        first.getPosition(),
        Stream.concat(first.getLines().stream(), second.getLines().stream()).toList());
  }

  private static AbstractDelta<String> replaced(Chunk<String> before, Chunk<String> after) {
    if (before.size() == 0) {
      return new InsertDelta<>(before, after);
    }
    return after.size() == 0 ? new DeleteDelta<>(before, after) : new ChangeDelta<>(before, after);
  }

  private static int commonStart(List<String> before, List<String> after) {
    int most = Math.min(before.size(), after.size());
    int common = 0;
    while (common < most && before.get(common).equals(after.get(common))) {
      common++;
    }
    return common;
  }

  /** A last line that does not end is marked as diff does, and so differs from one that ends. */
  private static List<String> lines(String source) {
    if (source.isEmpty()) {
      return List.of();
    }
    List<String> parts = List.of(source.split("\n", -1));
    String last = parts.getLast();
    Stream<String> ended = parts.subList(0, parts.size() - 1).stream();
    return last.isEmpty()
        ? ended.toList()
        : Stream.concat(ended, Stream.of(last + "\n\\ No newline at end of file")).toList();
  }
}
