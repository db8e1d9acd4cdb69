package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          throw new Error('boom')                                       | Error: boom                    | 1 | 7
          await null;\\n  throw new TypeError('boom')                   | TypeError: boom                | 2 | 9
          return event.nothing.there                                    | TypeError: Cannot read property 'there' of undefined | 1 | 8
          nothing()                                                     | ReferenceError: nothing is not defined | 1 | 1
          export default () => { throw new Error('boom') }              | Error: boom                    | 1 | 30
          \\n\\nexport default async () => {\\n  throw new Error('boom') }   | Error: boom               | 4 | 9
          throw new Error('early');\\nexport default () => 1            | Error: early                   | 1 | 7
          await null;\\nthrow new Error('late');\\nexport default () => 1 | Error: late                  | 2 | 7
          class Odd extends Error { name = 'Odd' }; throw new Odd('x') | Odd: x                        | 1 | 1
          return Promise.reject(new RangeError('far'))                  | RangeError: far                | 1 | 23
          throw new Error                                               | Error                          | 1 | 7
          """)
  void shouldTellWhatWasThrownAndWhere(String escaped, String message, int line, int column) {
    // When
    ScriptError error = failure(escaped.translateEscapes());

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.SCRIPT_ERROR);
    assertThat(error.message()).isEqualTo(message);
    assertThat(error.line() + ":" + error.column())
        .as(error.stackText())
        .isEqualTo(line + ":" + column);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          throw 'x'              | x
          throw {a: 1}           | {"a":1}
          throw null             | null
          throw undefined        | undefined
          throw 5n               | 5n
          throw Symbol('s')      | Symbol(s)
          throw () => 1          | [Function]
          throw new Proxy({}, {get() { throw 1 }}) | [object that cannot be shown]
          throw {get message() { throw 1 }}        | [object that cannot be shown]
          throw 'early'; export default () => 1    | early
          throw null; export default () => 1       | null
          """)
  void shouldFailWithThrownNonErrors(String source, String message) {
    // When
    ScriptError error = failure(source);

    // Then
    assertThat(error).isEqualTo(new ScriptError(ScriptError.SCRIPT_ERROR, message));
    assertThat(error.line()).isZero();
    assertThat(error.stackText()).isEmpty();
  }

  @Test
  void shouldShowOnlyTheScriptsOwnLinesInAStack() {
    // When
    ScriptError error =
        failure(
            "function inner() { throw new Error('x') }\nconst outer = () => { [1].map(inner) };\nouter()");

    // Then
    assertThat(error.stackText())
        .isEqualTo("at inner (score.js:1:26)\nat outer (score.js:2:23)\nat score.js:3:1");
  }

  @Test
  void shouldBoundStackOfDeepRecursion() {
    // When
    ScriptError error = failure("const f = () => f();\nf()");

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.STACK_OVERFLOW);
    assertThat(error.message()).isEqualTo("RangeError: Maximum call stack size exceeded");
    assertThat(error.stack()).isNotEmpty().hasSizeLessThanOrEqualTo(20);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          function f() { sm.log('x'); f() } f()
          function f() { try { f() } catch { sm.log.info('x', {}); throw 'deep' } } try { f() } catch {} function g() { g() } g()
          const o = { get a() { return this.a } }; return o.a
          const p = new Proxy({}, { get(t, k, r) { return r[k] } }); return p.a
          export default function f() { f() }
          function f() { f() } f(); export default () => 1
          """)
  void shouldFailWithStackOverflowWhereverItHappens(String source) {
    // When / Then
    assertThat(failure(source).code()).isEqualTo(ScriptError.STACK_OVERFLOW);
  }

  @Test
  void shouldSucceedWhenScriptCatchesItsStackOverflow() {
    // When / Then
    assertThat(json("function f() { f() } try { f() } catch (e) { return e.name }"))
        .isEqualTo("\"RangeError\"");
  }

  @Test
  void shouldCutLongErrorMessage() {
    // When
    ScriptError error = failure("throw new Error('x'.repeat(1e6))");

    // Then
    assertThat(error.message()).hasSizeLessThan(5_000).endsWith("… (cut, was 1000007 characters)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          await new Promise(() => {})
          return new Promise(() => {})
          await { then() {} }
          export default () => new Promise(() => {})
          """)
  void shouldFailWhenPromiseNeverSettles(String source) {
    // When / Then
    assertThat(failure(source).code()).isEqualTo(ScriptError.NEVER_SETTLED);
  }

  @Test
  void shouldLogRejectionsThatNobodyObserves() {
    // When
    ScriptResult result =
        run(
            """
            Promise.reject(new Error('x'));
            Promise.resolve().then(() => { throw 1 });
            sm.emit('not a type', 'k', {});
            sm.values.set('k', undefined);
            await null;
            return 1""");

    // Then
    assertThat(json(result)).isEqualTo("1");
    assertThat(result.log().lines())
        .allMatch(line -> line.level() == LogLevel.ERROR)
        .extracting(LogEntry::message)
        .hasSize(4)
        .contains("uncaught: Error: x", "uncaught: 1")
        .anyMatch(message -> message.startsWith("uncaught: TypeError: an event type must be"))
        .anyMatch(message -> message.startsWith("uncaught: TypeError: the value is undefined"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "try { await Promise.reject(1) } catch {} return 1",
        "const p = Promise.reject(1); await null; await null; p.catch(() => {}); return 1",
        "await Promise.allSettled([Promise.reject(1), Promise.reject(2)]); return 1",
        "await Promise.any([Promise.reject(1), 2]); return 1",
        "const all = []; for (let n = 0; n < 5000; n++) all.push(Promise.reject(n)); await null; await Promise.allSettled(all); return 1",
        "const p = Promise.reject(1); setTimeout(() => p.catch(() => {}), 5); await new Promise((r) => setTimeout(r, 9)); return 1"
      })
  void shouldNotLogRejectionsThatSomebodyObserves(String source) {
    // When
    ScriptResult result = run(source);

    // Then
    assertThat(json(result)).isEqualTo("1");
    assertThat(result.log().lines()).isEmpty();
  }

  @Test
  void shouldNotLogWhatTheScriptFailsForOnceMore() {
    // When
    ScriptResult result = run("Promise.reject(2); throw new Error('x')");

    // Then
    assertThat(failure(result).message()).isEqualTo("Error: x");
    assertThat(result.log().lines()).isEmpty();
  }

  @Test
  void shouldLogNoMoreRejectionsThanAPersonReads() {
    // When
    ScriptResult result =
        run("for (let n = 0; n < 100000; n++) Promise.reject(n); await null; return 1");

    // Then
    assertThat(json(result)).isEqualTo("1");
    assertThat(result.log().lines()).hasSize(100);
  }

  @Test
  void shouldRunPromiseReactionsThatAreLeftWhenScriptReturns() {
    // When
    ScriptResult result =
        run("Promise.resolve().then(() => 0).then(() => sm.log('later')); return 1");

    // Then
    assertThat(json(result)).isEqualTo("1");
    assertThat(Runs.messages(result)).containsExactly("later");
  }

  @Test
  void shouldRefuseDynamicImportInWordsOfOurs() {
    // When / Then
    assertThat(json("try { await import('fs') } catch (e) { return e.message }"))
        .isEqualTo("\"import is not supported: fs\"");
    assertThat(failure("await import('./x.js')").message())
        .isEqualTo("Error: import is not supported: ./x.js");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {"{", "''", "undefined", "{} {}", "`{\"a\":`"})
  void shouldFailWhenEventIsNotJson(String eventJson) {
    // Given
    Invocation invocation = new Invocation(eventJson, "{}", Instant.EPOCH, "e-1", 0);

    // When
    ScriptResult result = Runs.run("return 1", invocation, ScriptLimits.DEFAULTS);

    // Then
    assertThat(failure(result).code()).isEqualTo(ScriptError.EVENT_NOT_JSON);
  }

  @Test
  void shouldFailWhenEventIsNestedTooDeeply() {
    // Given
    String nested = "[".repeat(1_000_000) + "]".repeat(1_000_000);

    // When
    ScriptResult result =
        Runs.run(
            "return 1",
            new Invocation(nested, "{}", Instant.EPOCH, "e-1", 0),
            ScriptLimits.DEFAULTS);

    // Then
    assertThat(failure(result).code()).isEqualTo(ScriptError.EVENT_NOT_JSON);
  }

  @Test
  void shouldThrowWhenPlatformHandsOverExecutionThatIsNotJson() {
    // Given
    Invocation invocation = new Invocation("{}", "{", Instant.EPOCH, "e-1", 0);

    // When / Then
    assertThatThrownBy(() -> Runs.run("return 1", invocation, ScriptLimits.DEFAULTS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("run.js");
  }
}
