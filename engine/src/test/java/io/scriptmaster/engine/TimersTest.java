package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.failure;
import static io.scriptmaster.engine.Runs.json;
import static io.scriptmaster.engine.Runs.messages;
import static io.scriptmaster.engine.Runs.run;
import static io.scriptmaster.engine.Runs.timeout;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.engine.ScriptRun.Progress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimersTest {

  private static final String SLEEP =
      "const sleep = (ms) => new Promise((r) => setTimeout(r, ms)); ";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          const t = sm.now(); await sleep(30); return sm.now() - t                            | 30
          const t = Date.now(); await sleep(30); return new Date() - t                        | 30
          const t = Date.now(); for (let i = 0; i < 1e4; i++); return Date.now() - t          | 0
          const a = []; setTimeout(() => a.push(2), 2); setTimeout(() => a.push(1), 1); setTimeout(() => a.push(0)); await sleep(3); return a | [0,1,2]
          const a = []; setTimeout((...x) => a.push(...x), 0, 1, 2); await sleep(1); return a  | [1,2]
          let n = 0; const i = setInterval(() => { if (++n === 3) clearInterval(i) }, 1); await sleep(9); return n | 3
          let n = 0; const t = setTimeout(() => n++, 0); clearTimeout(t); await sleep(1); return n | 0
          const a = []; queueMicrotask(() => a.push(1)); a.push(0); await null; await null; return a | [0,1]
          const a = []; setTimeout(() => { a.push(1); Promise.resolve().then(() => a.push(2)) }, 0); setTimeout(() => a.push(3), 0); await sleep(1); return a | [1,2,3]
          clearTimeout(99); clearTimeout(); return 1                                          | 1
          setTimeout(() => {}, 1e9); return 1                                                 | 1
          return Intl.DateTimeFormat('en', { year: 'numeric' }).format()                      | "2026"
          return new Intl.DateTimeFormat('en', { year: 'numeric' }).formatToParts()[0].value  | "2026"
          return [typeof Date(), new Date(2020, 1).getFullYear(), Date.UTC(2020), new Date(0) instanceof Date, Date.name, Date.length] | ["string",2020,1577836800000,true,"Date",7]
          class D extends Date { year() { return this.getFullYear() } } return new D().year() | 2026
          """)
  void shouldKeepTheRunsOwnTime(String source, String expected) {
    // When / Then
    assertThat(json(run(SLEEP + source))).isEqualTo(expected);
  }

  @Test
  void shouldNotWaitAgainWhatAnEarlierRunHasWaited() {
    // Given
    ScriptRun run =
        Runs.ENGINE.start(
            new Program(
                "acme",
                new Script(
                    "score", SLEEP + "await sleep(6000); await sleep(6000); return sm.now()"),
                1),
            new Invocation("{}", "{}", Runs.NOW, Duration.ofMillis(11_990), "e-1", 0),
            ScriptLimits.DEFAULTS,
            ValueReads.none());

    // When
    Progress first = Runs.on(Runs.WORKERS, run::proceed);
    ScriptResult result = Runs.toEnd(run);

    // Then
    assertThat(first)
        .isInstanceOfSatisfying(
            Progress.Waiting.class,
            waiting -> assertThat(waiting.until()).isLessThanOrEqualTo(Duration.ofMillis(10)));
    assertThat(json(result)).isEqualTo(Long.toString(Runs.NOW.toEpochMilli() + 12_000));
    assertThat(run.waited()).isEqualTo(Duration.ofSeconds(12));
  }

  @Test
  void shouldReleaseTheThreadWhileTimersWait() {
    // Given
    ScriptRun run = start("await sleep(20000)");

    // When
    Progress first = Runs.on(Runs.WORKERS, run::proceed);
    Progress early = Runs.on(Runs.WORKERS, run::proceed);

    // Then
    assertThat(first)
        .isInstanceOfSatisfying(
            Progress.Waiting.class,
            waiting ->
                assertThat(waiting.until())
                    .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(20)));
    assertThat(early).isInstanceOf(Progress.Waiting.class);
    run.cancel();
  }

  @Test
  void shouldGoOnWhenItsTimerIsDue() {
    // When
    ScriptResult result = Runs.toEnd(start("sm.log('a'); await sleep(60); sm.log('b'); return 1"));

    // Then
    assertThat(json(result)).isEqualTo("1");
    assertThat(messages(result)).containsExactly("a", "b");
    assertThat(result.elapsed()).isGreaterThanOrEqualTo(Duration.ofMillis(60));
    assertThat(result.usage().cpu()).isLessThan(result.elapsed());
  }

  @Test
  void shouldWaitInAModulesTopLevel() {
    // When / Then
    assertThat(
            json(
                "await new Promise((r) => setTimeout(r, 5));\nconst n = sm_free();\nfunction sm_free() { return 1 }\nexport default () => n"))
        .isEqualTo("1");
    assertThat(
            failure(
                    "await new Promise((r) => setTimeout(r, 5));\nthrow new Error('late');\nexport default () => 1")
                .message())
        .isEqualTo("Error: late");
  }

  @Test
  void shouldLogWhatATimerThrows() {
    // When
    ScriptResult result =
        run(SLEEP + "setTimeout(() => { throw new Error('x') }, 0); await sleep(1); return 1");

    // Then
    assertThat(json(result)).isEqualTo("1");
    assertThat(result.log().lines())
        .extracting(LogEntry::level, LogEntry::message)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple(LogLevel.ERROR, "uncaught: Error: x"));
  }

  @Test
  void shouldTimeOutWhileWaiting() {
    // When
    ScriptResult result = run(SLEEP + "await sleep(60000)", Runs.IMPATIENT);

    // Then
    timeout(result);
    assertThat(result.elapsed()).isLessThan(Duration.ofSeconds(25));
  }

  @Test
  void shouldExceedLimitOfTimers() {
    // When
    ScriptError error = exceeded(run("for (;;) try { setTimeout(() => {}, 1) } catch {}"));

    // Then
    assertThat(error.code()).isEqualTo(ScriptError.TIMERS_LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"setTimeout('1')", "setTimeout()", "setInterval(null)", "queueMicrotask(1)"})
  void shouldRefuseTimersWithoutAFunction(String source) {
    // When / Then
    assertThat(failure(source).message()).startsWith("TypeError: ");
  }

  @Test
  void shouldRepeatItsRandomNumbersOnEveryAttemptOfAnExecutionOnly() {
    // Given
    String source =
        "return [Math.random(), Math.random(), crypto.randomUUID(), ...crypto.getRandomValues(new Uint8Array(8))]";

    // When
    String first = json(run(source));
    String second = json(run(source));
    String other =
        json(run(source, new Invocation("{}", "{}", Runs.NOW, "e-2", 0), ScriptLimits.DEFAULTS));

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
    assertThat(first)
        .matches(
            "\\[0\\.\\d+,0\\.\\d+,\"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}\"(,\\d+){8}]");
  }

  @Test
  void shouldSpreadRandomNumbersEvenly() {
    // When / Then
    assertThat(
            json(
                "const n = Array(10).fill(0); for (let i = 0; i < 10000; i++) n[Math.floor(Math.random() * 10)]++;"
                    + " return n.every((c) => c > 800 && c < 1200)"))
        .isEqualTo("true");
  }

  private static ScriptRun start(String source) {
    return Runs.ENGINE.start(
        new Program("acme", new Script("score", SLEEP + source), 1),
        Runs.INVOCATION,
        ScriptLimits.DEFAULTS,
        ValueReads.none());
  }
}
