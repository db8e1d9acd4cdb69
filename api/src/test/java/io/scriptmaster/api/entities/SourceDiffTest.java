package io.scriptmaster.api.entities;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SourceDiffTest {

  @Test
  void shouldShowChangesWithTheirContext() {
    // Given
    String from = numbered(1, 20);
    String to = from.replace("line 10\n", "line ten\nand a half\n");

    // When
    String diff = new SourceDiff(from, to).unified("a@1", "a@2");

    // Then
    assertThat(diff)
        .isEqualTo(
            """
            --- a@1
            +++ a@2
            @@ -7,7 +7,8 @@
             line 7
             line 8
             line 9
            -line 10
            +line ten
            +and a half
             line 11
             line 12
             line 13""");
  }

  @Test
  void shouldMarkALastLineThatDoesNotEnd() {
    // When
    String diff = new SourceDiff("a\nb", "a\nb\n").unified("a@1", "a@2");

    // Then
    assertThat(diff)
        .isEqualTo(
            """
            --- a@1
            +++ a@2
            @@ -1,2 +1,2 @@
             a
            -b
            \\ No newline at end of file
            +b""");
  }

  @Test
  void shouldShowAllOfASourceAgainstNothing() {
    // When / Then
    assertThat(new SourceDiff("", "a\nb\n").unified("a@0", "a@1"))
        .isEqualTo("--- a@0\n+++ a@1\n@@ -0,0 +1,2 @@\n+a\n+b");
    assertThat(new SourceDiff("a", "a").unified("a@1", "a@2")).isEmpty();
  }

  @Test
  void shouldReplaceInOnePieceWhereTooMuchDiffers() {
    // Given
    int many = SourceDiff.MAX_COMPARED_LINES;
    String from = "head\n" + lines(many, n -> "old " + n) + "tail\n";
    String to = "head\n" + lines(many, n -> n % 2 == 0 ? "old " + n : "new " + n) + "tail\n";

    // When
    String diff = new SourceDiff(from, to).unified("a@1", "a@2");

    // Then
    assertThat(diff).startsWith("--- a@1\n+++ a@2\n@@ -1,5002 +1,5002 @@\n head\n");
    assertThat(diff.lines().filter(line -> line.startsWith("-old"))).hasSize(many - 1);
    assertThat(diff.lines().filter(line -> line.startsWith("+"))).hasSize(many);
    assertThat(diff).endsWith("\n tail");
  }

  @Test
  void shouldNotTakeLongForTheWorstSources() {
    // Given
    String from = lines(120_000, n -> "a" + n % 7);
    String to = lines(120_000, n -> "b" + n % 5);
    String half = lines(SourceDiff.MAX_COMPARED_LINES / 2, n -> "a" + n % 7);
    String otherHalf = lines(SourceDiff.MAX_COMPARED_LINES / 2, n -> "a" + n * 31 % 11);

    // When / Then
    assertTimeout(ofSeconds(5), () -> new SourceDiff(from, to).unified("a", "b"));
    assertTimeout(ofSeconds(5), () -> new SourceDiff(half, otherHalf).unified("a", "b"));
  }

  private static String numbered(int first, int last) {
    return IntStream.rangeClosed(first, last)
        .mapToObj(number -> "line " + number + "\n")
        .collect(Collectors.joining());
  }

  private static String lines(int count, IntFunction<String> line) {
    return IntStream.range(0, count)
        .mapToObj(number -> line.apply(number) + "\n")
        .collect(Collectors.joining());
  }
}
