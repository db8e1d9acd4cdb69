package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is not needed any more does not stay. */
class LetGoTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final ScriptLimits LITTLE_CPU =
      ScriptLimits.DEFAULTS.with(l -> l.cpu = Duration.ofMillis(300));

  @Test
  void shouldEndContextsThatWaitedForLong() {
    EngineSettings settings =
        new EngineSettings(100, Duration.ofMillis(100), Duration.ofSeconds(1), 8);
    try (ScriptEngine engine = ScriptEngine.create(settings)) {
      // Given
      List<ScriptRun> runs = new ArrayList<>();
      for (int n = 0; n < 3; n++) {
        runs.add(waiting(engine));
      }
      runs.forEach(ScriptRun::cancel);
      assertThat(Runs.json(Runs.toEnd(run(engine, "return 1", ValueReads.none())))).isEqualTo("1");

      // When / Then
      await(() -> engine.idleContexts() == 0);
      assertThat(Runs.json(Runs.toEnd(run(engine, "return 1", ValueReads.none())))).isEqualTo("1");
    }
  }

  @Test
  void shouldKeepContextsUntilThen() {
    EngineSettings settings = new EngineSettings(2, Duration.ofHours(1), Duration.ofSeconds(1), 8);
    try (ScriptEngine engine = ScriptEngine.create(settings)) {
      // When
      for (int n = 0; n < 4; n++) {
        Runs.toEnd(run(engine, "return " + n, ValueReads.none()));
      }

      // Then
      assertThat(engine.idleContexts()).isEqualTo(2);
    }
  }

  /** Read code stays, is shared by contexts, and remembers what it called. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;);",
        "const f = () => { try { f() } finally { f() } }; f()",
        "for (let n = 0; n < 50; n++) await sm.emit('a.b', 'k', 'x'.repeat(1000)); for (;;);",
        "await sm.values.set('a', 1); for (;;);",
        "sm.log.info('a', { b: 1 }); for (;;);",
        "try { await sm.emit('no type') } catch {} for (;;);",
      })
  void shouldHoldNothingOfARunThatWasStopped(String end) {
    // When
    WeakReference<ValueReads> reads = stopped("await sm.values.get('a');" + end);

    // Then
    await(
        () -> {
          System.gc();
          return reads.refersTo(null);
        });
  }

  /** What ends a run passes through its frames, and they are told as its stack. */
  @Test
  void shouldTellNothingOfAnEarlierRunThatWasStopped() {
    // Given
    String first = "const f = () => 1; for (;;) f();";
    String second = "\n\n\nconst f = () => 2;\nfor (;;) f();";

    List<StackLine> told = new ArrayList<>();
    for (int n = 0; n < 3; n++) {
      // When
      ScriptError ofFirst = Runs.exceeded(Runs.run(first, LITTLE_CPU));
      ScriptError ofSecond = Runs.exceeded(Runs.run(second, LITTLE_CPU));

      // Then
      assertThat(ofFirst.stack()).allMatch(line -> line.line() == 1);
      assertThat(ofSecond.stack()).allMatch(line -> line.line() >= 4);
      told.addAll(ofSecond.stack());
    }
    assertThat(told).isNotEmpty();
  }

  private static WeakReference<ValueReads> stopped(String source) {
    ValueReads reads = ValueReads.none();
    ScriptRun run =
        Runs.ENGINE.start(
            new Program("acme", new Script("let-go", source), 1),
            Runs.INVOCATION,
            LITTLE_CPU,
            reads);
    assertThat(Runs.toEnd(run)).isInstanceOf(ScriptResult.LimitExceeded.class);
    return new WeakReference<>(reads);
  }

  private static ScriptRun waiting(ScriptEngine engine) {
    ScriptRun run =
        run(engine, "await new Promise((r) => setTimeout(r, 60000))", ValueReads.none());
    Runs.on(Runs.WORKERS, run::proceed);
    return run;
  }

  private static ScriptRun run(ScriptEngine engine, String source, ValueReads reads) {
    return engine.start(
        new Program("acme", new Script("score", source), 1),
        Runs.INVOCATION,
        ScriptLimits.DEFAULTS,
        reads);
  }

  private static void await(BooleanSupplier condition) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("it did not come to be").isLessThan(deadline);
      LockSupport.parkNanos(10_000_000);
    }
  }
}
