package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.IMPATIENT;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.messages;
import static io.scriptmaster.engine.Runs.run;
import static io.scriptmaster.engine.Runs.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WallClockTest {

  private static final Duration MARGIN = Duration.ofSeconds(1);

  /** Where the script has to get somewhere first. */
  private static final ScriptLimits TWO_SECONDS =
      IMPATIENT.with(l -> l.wallClock = Duration.ofSeconds(2));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;) {}",
        "for (;;) await null",
        "(async () => { for (;;) await null })(); return 1",
        "const f = () => Promise.resolve().then(f); return f()",
        "export default () => { for (;;) {} }",
        "for (;;) {}\nexport default () => 1",
        "for (;;) await null;\nexport default () => 1",
        "return /(?=(a+)+b)\\1/.test('a'.repeat(50) + 'c')",
        "return { toJSON() { for (;;) {} } }",
        "return { get a() { for (;;) {} } }",
        "for (;;) new Array(1e4).fill(1).sort()",
        "return { then() { for (;;) {} } }",
        "throw { get message() { for (;;) {} } }",
        "throw new Proxy({}, { getPrototypeOf() { for (;;) {} } })",
        "throw Object.defineProperty(new Error(), 'name', { get() { for (;;) {} } })",
        "throw { get message() { for (;;) {} } }\nexport default 1",
        "for (;;) try { for (;;) {} } catch { } finally { continue }",
        "for (;;) console.log('x')",
        "sm.log('m', { toJSON() { for (;;) {} } })",
        "console.log({ get a() { for (;;) {} } })",
        "const fib = (n) => n < 2 ? n : fib(n - 1) + fib(n - 2); return fib(60)",
        "function* g() { for (;;) yield 1 } return [...g()].length",
        "[1, 2].sort(() => { for (;;) {} })",
        "'a'.replace(/a/, () => { for (;;) {} })",
        "const p = Promise.resolve(1); Object.defineProperty(p, 'constructor', { get() { for (;;) {} } }); return p",
      })
  void shouldTimeOutWhateverDoesNotEnd(String source) {
    // When
    ScriptResult result = run(source, IMPATIENT);

    // Then
    ScriptError error = timeout(result);
    assertThat(error.code()).isEqualTo(ScriptError.WALL_CLOCK_LIMIT);
    assertThat(error.message()).startsWith("stopped after the wall clock limit of 300 ms");
    assertThat(result.elapsed())
        .isBetween(IMPATIENT.wallClock().minusMillis(50), Duration.ofSeconds(25));
    // All of them compute: a machine that stood still meanwhile gave them no processor time.
    assertThat(result.usage().cpu()).isLessThan(IMPATIENT.wallClock().plus(MARGIN));
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  /**
   * Inside an async function the engine sometimes forgets the place while it unwinds; then none is
   * told.
   */
  @Test
  void shouldTellNoPlaceButTheRightOneWhereScriptWasStopped() {
    // Given
    String source = "sm.log('on the way');\n\nfunction spin() {\n  for (;;) {}\n}\nspin()";

    // When
    ScriptError error = timeout(run(source, IMPATIENT));

    // Then
    assertThat(error.stackText())
        .isIn(
            "",
            "at score.js:6:1",
            "at spin (score.js:3:1)\nat score.js:6:1",
            "at spin (score.js:4:3)\nat score.js:6:1");
    assertThat(error.message())
        .endsWith(error.stack().isEmpty() ? " ms" : ", at " + error.stack().getFirst().position());
  }

  @Test
  void shouldKeepTheLogOfARunThatTimedOut() {
    // When
    ScriptResult result = run("sm.log('before'); for (;;) {}", TWO_SECONDS);

    // Then
    assertThat(messages(result)).containsExactly("before");
  }

  @Test
  void shouldCountLinesOfAnEndlessFlood() {
    // When
    ScriptResult result = run("for (;;) console.log('x')", TWO_SECONDS);

    // Then
    timeout(result);
    assertThat(result.log().lines()).hasSize(1_001);
    assertThat(result.log().dropped()).isPositive();
  }

  @Test
  void shouldRunNextScriptOnTheThreadThatTimedOut() {
    // Given
    timeout(run("for (;;) {}", IMPATIENT));

    // When / Then
    assertThat(json("return 1")).isEqualTo("1");
  }
}
