package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.run;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.ScriptResult.Succeeded;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What leaves a run is bounded by the bytes that it is written with. */
class SizesTest {

  private static final ScriptLimits LIMITS =
      ScriptLimits.DEFAULTS.with(
          l -> {
            l.maxEventBytes = 1_000;
            l.maxResultBytes = 1_000;
            l.maxValueBytes = 1_000;
          });

  /** 998 bytes, so 1,000 as JSON; each is more in UTF-16 or less. */
  private static final String FULL =
      "const full = { a: 'a'.repeat(998), ä: 'ä'.repeat(499), 中: '中'.repeat(332) + 'aa', '😀': '😀'.repeat(249) + 'aa' };";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return %s                                            | result_size_limit
          await sm.values.set('k', %s)                         | value_size_limit
          await sm.values.set('k', %s, { ttl: 1 })             | value_size_limit
          await sm.values.compareAndSet('k', undefined, %s)    | value_size_limit
          await sm.emit('a', null, %s)                         | event_size_limit
          await sm.emit('a', null, %s, { headers: {} })        | event_size_limit
          """)
  void shouldTakeJsonOfSoManyBytesAndNotOneMore(String use, String code) {
    for (String kind : new String[] {"a", "ä", "中", "😀"}) {
      // When
      ScriptResult full = run(FULL + use.formatted("full['" + kind + "']"), LIMITS);
      ScriptResult larger = run(FULL + use.formatted("full['" + kind + "'] + 'a'"), LIMITS);

      // Then
      assertThat(full).as(kind).isInstanceOf(Succeeded.class);
      assertThat(exceeded(larger).code()).as(kind).isEqualTo(code);
      assertThat(exceeded(larger).message())
          .as(kind)
          .contains("at least 1001 bytes")
          .contains("1000");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "sm.emit('a', 'ä'.repeat(200), 'a'.repeat(598%s))",
        "sm.emit('a', 'ä'.repeat(200), 'a'.repeat(590%s), { headers: { ä: 'üü' } })",
        "sm.emit('a', null, 'a'.repeat(798%s), { headers: { h: '中'.repeat(65) + 'aa' } })",
      })
  void shouldCountKeyAndHeadersOfAnEventToo(String call) {
    // When
    ScriptResult full = run("await " + call.formatted(""), LIMITS);
    ScriptResult larger = run("await " + call.formatted(" + 1"), LIMITS);

    // Then
    assertThat(full).isInstanceOf(Succeeded.class);
    assertThat(exceeded(larger).code()).isEqualTo("event_size_limit");
  }

  @Test
  void shouldBoundWhatIsCountedInCharactersBelowARecord() {
    // When
    ScriptResult result =
        run(
            """
            sm.log('中'.repeat(1e6), { a: '中'.repeat(1e6) });
            throw new Error('中'.repeat(1e6));
            """);

    // Then
    LogEntry line = result.log().lines().getFirst();
    assertThat(line.message().getBytes(UTF_8).length + line.dataJson().getBytes(UTF_8).length)
        .isLessThan(80_000);
    assertThat(Runs.failure(result).message().getBytes(UTF_8)).hasSizeLessThan(15_000);
  }

  @Test
  void shouldCountAsTheEncoderDoes() {
    for (String text :
        new String[] {
          "", "a", "ä", "中", "😀", "a😀ä中", "\ud83d", "\ude00", "\ud83da", "a\ude00\ud83d"
        }) {
      assertThat(Utf8.bytes(text))
          .as(text)
          .isEqualTo(text.replaceAll("\\p{Cs}", "\ufffd").getBytes(UTF_8).length);
    }
  }
}
