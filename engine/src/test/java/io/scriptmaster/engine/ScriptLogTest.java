package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.messages;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScriptLogTest {

  @Test
  void shouldKeepLinesOfEveryLevelInOrder() {
    // When
    ScriptResult result =
        run(
            """
            sm.log('a'); sm.log.debug('b', 1); sm.log.info('c', { x: 1 }); sm.log.warn('d', null); sm.log.error('e', [1]);
            console.log('f'); console.debug('g'); console.info('h'); console.warn('i'); console.error('j');
            """);

    // Then
    assertThat(result.log().lines())
        .extracting(LogEntry::sequence, LogEntry::level, LogEntry::message, LogEntry::dataJson)
        .containsExactly(
            tuple(0, LogLevel.INFO, "a", null),
            tuple(1, LogLevel.DEBUG, "b", "1"),
            tuple(2, LogLevel.INFO, "c", "{\"x\":1}"),
            tuple(3, LogLevel.WARN, "d", "null"),
            tuple(4, LogLevel.ERROR, "e", "[1]"),
            tuple(5, LogLevel.INFO, "f", null),
            tuple(6, LogLevel.DEBUG, "g", null),
            tuple(7, LogLevel.INFO, "h", null),
            tuple(8, LogLevel.WARN, "i", null),
            tuple(9, LogLevel.ERROR, "j", null));
    assertThat(result.log().truncated()).isFalse();
    assertThat(result.log().dropped()).isZero();
  }

  @Test
  void shouldStampLinesWithThePlatformsTime() {
    // When
    ScriptResult result = run("sm.log('a'); for (let i = 0; i < 1e5; i++); sm.log('b')");

    // Then
    assertThat(result.log().lines())
        .extracting(LogEntry::timestamp)
        .isSorted()
        .allSatisfy(
            at ->
                assertThat(at)
                    .isBetween(
                        Runs.NOW.truncatedTo(ChronoUnit.MILLIS), Runs.NOW.plus(result.elapsed())));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          console.log('a', { b: 1 }, [1, 'x'])                 | a {"b":1} [1,"x"]
          console.log()                                        | ``
          console.log(undefined, null, true, 1.5, 5n)          | undefined null true 1.5 5n
          console.log(Symbol('s'), () => 1)                    | Symbol(s) [Function]
          console.log(new TypeError('bad'))                    | TypeError: bad
          console.log('100%', '%s', 1)                         | 100% %s 1
          const a = {}; a.a = a; console.log('a', a)           | a [object that cannot be shown]
          console.log({ toJSON() { throw 1 } })                | [object that cannot be shown]
          console.log({ get a() { throw 1 } })                 | [object that cannot be shown]
          console.log(Object.create(null))                     | {}
          console.log(new Proxy({}, { getPrototypeOf() { throw 1 } })) | [object that cannot be shown]
          sm.log({ a: 1 })                                     | {"a":1}
          sm.log()                                             | undefined
          console.log('\\ud83d!')                              | \ufffd!
          """)
  void shouldRenderMessagesReadably(String source, String message) {
    // When / Then
    assertThat(messages(run(source))).containsExactly(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          5n                              | "[not JSON: TypeError:
          () => 1                         | "[Function]"
          { toJSON() { throw 'x' } }      | "[not JSON: x]"
          { get a() { throw null } }      | "[not JSON: null]"
          """)
  void shouldLogDataThatIsNotJson(String data, String expected) {
    // When
    ScriptResult result = run("sm.log('m', " + data + ")");

    // Then
    assertThat(result.log().lines().getFirst().dataJson()).startsWith(expected);
  }

  @Test
  void shouldCutLongMessage() {
    // When
    ScriptResult result = run("sm.log('x'.repeat(1e6)); console.log('y'.repeat(8192), 'z')");

    // Then
    assertThat(messages(result).get(0))
        .hasSize(8192)
        .startsWith("xxx")
        .endsWith("x… (cut, was 1000000 characters)");
    assertThat(messages(result).get(1))
        .hasSize(8192)
        .startsWith("yyy")
        .endsWith("y… (cut, was 8194 characters)");
  }

  @ParameterizedTest
  @CsvSource({"x", "'\"'", "'\\\\'", "\ud83d\ude00"})
  void shouldReplaceDataThatIsTooLarge(String character) {
    // When
    ScriptResult result = run("sm.log('m', { a: `" + character + "`.repeat(100000) })");

    // Then
    String data = result.log().lines().getFirst().dataJson();
    assertThat(data)
        .hasSizeBetween(7_000, 16 * 1024)
        .startsWith("{\"cut\":true,\"chars\":")
        .endsWith("\"}");
    assertThat(json("return JSON.parse(" + quoted(data) + ").start.slice(0, 5)"))
        .isEqualTo("\"{\\\"a\\\":\"");
  }

  @Test
  void shouldKeepLinesUpToTheLimitAndMarkTheEnd() {
    // Given
    ScriptLimits limits = ScriptLimits.DEFAULTS.with(l -> l.maxLogLines = 3);

    // When
    ScriptResult result = run("for (let i = 0; i < 10; i++) sm.log(i)", limits);

    // Then
    assertThat(messages(result)).containsExactly("0", "1", "2", "log truncated after 3 lines");
    assertThat(result.log().lines().getLast().level()).isEqualTo(LogLevel.WARN);
    assertThat(result.log().lines().getLast().sequence()).isEqualTo(3);
    assertThat(result.log().truncated()).isTrue();
    assertThat(result.log().dropped()).isEqualTo(7);
  }

  @Test
  void shouldNotMarkLogThatJustFits() {
    // Given
    ScriptLimits limits = ScriptLimits.DEFAULTS.with(l -> l.maxLogLines = 3);

    // When
    ScriptResult result = run("for (let i = 0; i < 3; i++) sm.log(i)", limits);

    // Then
    assertThat(messages(result)).containsExactly("0", "1", "2");
    assertThat(result.log().truncated()).isFalse();
  }

  @Test
  void shouldRenderNothingAfterTheLimit() {
    // Given
    ScriptLimits limits = ScriptLimits.DEFAULTS.with(l -> l.maxLogLines = 1);

    // When
    ScriptResult result =
        run(
            "let n = 0; const o = { toJSON: () => ++n }; for (let i = 0; i < 5; i++) sm.log('a', o); return n",
            limits);

    // Then
    assertThat(json(result)).isEqualTo("1");
  }

  /** Of those that are dropped nothing is made. */
  @Test
  void shouldTakeFloodOfLinesCheaply() {
    // When
    ScriptResult result =
        run(
            "let n = 0; const o = { toJSON: () => ++n }; for (let i = 0; i < 100000; i++) console.log('line', i, o); return n",
            ScriptLimits.DEFAULTS.with(
                l -> {
                  l.cpu = Duration.ofSeconds(30);
                  l.wallClock = Duration.ofSeconds(60);
                }));

    // Then
    assertThat(json(result)).isEqualTo("1000");
    assertThat(result.log().lines()).hasSize(1_001);
    assertThat(result.log().dropped()).isEqualTo(99_000);
  }

  @Test
  void shouldKeepTheLogOfARunThatFails() {
    // When / Then
    assertThat(messages(run("sm.log('before'); throw 1"))).containsExactly("before");
  }

  private static String quoted(String text) {
    return "'" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }
}
