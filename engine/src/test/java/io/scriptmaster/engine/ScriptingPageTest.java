package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every example of docs/scripting.md does what the page says. */
class ScriptingPageTest {

  private static final Path PAGE = Path.of("../docs/scripting.md");

  /** An example: comments that prepare it, the script, and what came of it. */
  private static final Pattern EXAMPLE =
      Pattern.compile(
          "((?:<!--(?:(?!```).)*?-->\\n)?)```js\\n(.*?)```\\n```text\\n(.*?)```", Pattern.DOTALL);

  private static final Pattern EVENT = Pattern.compile("```json\\n(.*?)```", Pattern.DOTALL);
  private static final Pattern VALUE = Pattern.compile("\"([^\"]+)\": (\"[^\"]*\"|[0-9]+)");
  private static final Pattern LIBRARY =
      Pattern.compile("<!-- library: (\\S+)\\n(.*)-->", Pattern.DOTALL);

  private record Example(String preparation, String source, String outcome) {
    @Override
    public String toString() {
      return source.lines().findFirst().orElse("");
    }
  }

  static Stream<Example> examples() throws IOException {
    return EXAMPLE
        .matcher(Files.readString(PAGE))
        .results()
        .map(found -> new Example(found.group(1), found.group(2), found.group(3)));
  }

  @Test
  void shouldFindTheExamples() throws IOException {
    assertThat(examples()).hasSizeGreaterThan(14);
    assertThat(Files.readString(PAGE).split("```js\n", -1)).hasSize((int) examples().count() + 1);
  }

  @ParameterizedTest
  @MethodSource("examples")
  void shouldDoWhatThePageSays(Example example) throws IOException {
    Program program =
        new Program("acme", new Script("example", example.source()), 1, libraries(example));
    Invocation invocation =
        new Invocation(
            event(),
            "{\"id\":\"x-1\",\"tenant\":\"acme\",\"script\":\"example\",\"revision\":1,\"trigger\":\"event\","
                + "\"triggerId\":\"e-1\",\"attempt\":1,\"depth\":0}",
            Instant.parse("2026-11-24T09:00:01Z"),
            "x-1",
            0);
    ScriptLimits limits = ScriptLimits.DEFAULTS.with(l -> l.maxAllocatedBytes = 64L * 1024 * 1024);

    ScriptResult result =
        Runs.toEnd(Runs.ENGINE.start(program, invocation, limits, values(example)));

    assertThat(String.join("\n", told(result)) + "\n").isEqualTo(example.outcome());
  }

  @Test
  void shouldUseAllThatScriptsSeeInAnExample() throws IOException {
    String sources = examples().map(Example::source).collect(Collectors.joining("\n"));

    assertThat(ScriptSurface.paths())
        .hasSizeGreaterThan(30)
        .allSatisfy(
            path ->
                assertThat(
                        Pattern.compile("(?<![\\w.])" + Pattern.quote(path) + "\\b")
                            .matcher(sources)
                            .find())
                    .as(path)
                    .isTrue());
    assertThat(ScriptSurface.options())
        .contains("ttl", "headers")
        .allSatisfy(
            option ->
                assertThat(Pattern.compile("\\{[^}]*\\b" + option + "\\b").matcher(sources).find())
                    .as(option)
                    .isTrue());
  }

  private static String event() throws IOException {
    Matcher event = EVENT.matcher(Files.readString(PAGE));
    assertThat(event.find()).isTrue();
    return event.group(1);
  }

  private static Map<String, Script> libraries(Example example) {
    Matcher library = LIBRARY.matcher(example.preparation());
    return library.find()
        ? Map.of(library.group(1), new Script(library.group(1), library.group(2)))
        : Map.of();
  }

  private static ValueReads values(Example example) {
    Map<String, StoredValue> stored = new TreeMap<>();
    if (example.preparation().contains("values:")) {
      VALUE
          .matcher(example.preparation())
          .results()
          .forEach(it -> stored.put(it.group(1), new StoredValue(it.group(1), it.group(2), 1)));
    }
    return new ValueReads() {
      @Override
      public Optional<StoredValue> get(String key) {
        return Optional.ofNullable(stored.get(key));
      }

      @Override
      public ValuePage list(String prefix, String after, int limit) {
        List<StoredValue> found =
            stored.values().stream()
                .filter(it -> it.key().startsWith(prefix) && it.key().compareTo(after) > 0)
                .toList();
        return found.size() <= limit
            ? ValuePage.last(found)
            : new ValuePage(found.subList(0, limit), Optional.of(found.get(limit - 1).key()));
      }
    };
  }

  private static List<String> told(ScriptResult result) {
    List<String> told = new ArrayList<>();
    switch (result) {
      case ScriptResult.Succeeded succeeded -> {
        told.add(
            "returns " + (succeeded.resultJson() == null ? "nothing" : succeeded.resultJson()));
        succeeded.effects().values().forEach(write -> told.add(told(write)));
        succeeded
            .effects()
            .events()
            .forEach(
                event ->
                    told.add(
                        "emits %s %s %s"
                            .formatted(
                                event.type(),
                                event.key().orElse("null"),
                                event.payloadJson()
                                    + (event.headers().isEmpty() ? "" : " " + event.headers()))));
      }
      case ScriptResult.Failed failed ->
          told.add(
              "fails %s: %s (line %d)"
                  .formatted(
                      failed.error().code(), failed.error().message(), failed.error().line()));
      case ScriptResult.TimedOut timedOut -> told.add("times out " + timedOut.error().code());
      case ScriptResult.LimitExceeded exceeded -> told.add("exceeds " + exceeded.error().code());
    }
    result
        .log()
        .lines()
        .forEach(
            line ->
                told.add(
                    "logs %s %s%s"
                        .formatted(
                            line.level(),
                            line.message(),
                            line.dataJson() == null ? "" : " " + line.dataJson())));
    return told;
  }

  private static String told(ValueWrite write) {
    return write
        .json()
        .map(
            json ->
                "stores %s = %s%s"
                    .formatted(
                        write.key(),
                        json,
                        write
                            .ttl()
                            .map(Duration::toSeconds)
                            .map(" for %d s"::formatted)
                            .orElse("")))
        .orElse("deletes " + write.key());
  }
}
