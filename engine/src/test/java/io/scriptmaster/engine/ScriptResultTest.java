package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptResultTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return null                                | null
          return true                                | true
          return NaN                                 | null
          return 1.5                                 | 1.5
          return 'a"b'                               | "a\\"b"
          return [1, undefined, () => 1]             | [1,null,null]
          return { a: 1, b: undefined, c() {} }      | {"a":1}
          return new Date(0)                         | "1970-01-01T00:00:00.000Z"
          return { toJSON: () => 'mine' }            | "mine"
          return new Proxy([1, 2], {})               | [1,2]
          return '\\ud83d'                           | "\\ud83d"
          return event                               | {"type":"issue.created","payload":{"n":41}}
          """)
  void shouldReturnWhatJsonMakesOfAResult(String source, String expected) {
    // When / Then
    assertThat(json(source)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          return () => 1                                         | it is a function
          return Symbol('s')                                     | it is a symbol
          return 5n                                              | TypeError
          return { deep: [5n] }                                  | TypeError
          const a = {}; a.a = a; return a                        | TypeError: Converting circular structure to JSON
          return { toJSON() { throw new Error('mine') } }        | Error: mine
          return { get a() { throw new Error('mine') } }         | Error: mine
          return { toJSON() {} }                                 | it is a object
          let a = []; for (let i = 0; i < 1e5; i++) a = [a]; return a | RangeError
          return new Proxy({}, { ownKeys() { throw 'trap' } })   | trap
          """)
  void shouldFailWhenResultIsNotJson(String source, String reason) {
    // When
    ScriptError error = failure(source);

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.RESULT_NOT_JSON);
    assertThat(error.message())
        .startsWith("what the script returned cannot be written as JSON: " + reason)
        .endsWith(
            "return null, a boolean, a number, a string, or objects and arrays of these without cycles");
  }

  @Test
  void shouldAcceptResultOfExactlyTheLimit() {
    // Given
    ScriptLimits limits = ScriptLimits.DEFAULTS.with(l -> l.maxResultBytes = 100);

    // When / Then
    assertThat(json(run("return 'x'.repeat(98)", limits))).hasSize(100);
  }

  @Test
  void shouldExceedLimitWhenResultIsOneCharacterTooLarge() {
    // Given
    ScriptLimits limits = ScriptLimits.DEFAULTS.with(l -> l.maxResultBytes = 100);

    // When
    ScriptError error = exceeded(run("return 'x'.repeat(99)", limits));

    // Then
    assertThat(error)
        .isEqualTo(
            new ScriptError(
                ScriptError.RESULT_SIZE_LIMIT,
                "the result has at least 101 bytes of JSON; the limit is 100"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "if (globalThis.seen || Object.prototype.seen || JSON.seen) return 'leaked'; globalThis.seen = true; "
            + "try { Object.prototype.seen = true } catch {} try { JSON.seen = true } catch {} return 'fresh'",
        "const had = console.seen || sm.log.seen; try { console.seen = 1 } catch {} return had ? 'leaked' : 'fresh'",
        "const had = Math.max === Math.min; try { Math.max = Math.min } catch {} return had ? 'leaked' : 'fresh'",
        "if (globalThis.n) globalThis.n++; else globalThis.n = 1;\nexport default () => n === 1 ? 'fresh' : 'leaked'",
      })
  void shouldStartEveryRunAfresh(String source) {
    // Given
    String first = json(source);

    // When
    String second = json(source);

    // Then
    assertThat(first).isEqualTo("\"fresh\"");
    assertThat(second).isEqualTo("\"fresh\"");
  }
}
