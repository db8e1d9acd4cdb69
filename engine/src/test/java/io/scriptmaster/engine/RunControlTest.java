package io.scriptmaster.engine;

import static io.scriptmaster.engine.Runs.exceeded;
import static io.scriptmaster.engine.Runs.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.engine.ScriptRun.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunControlTest {

  /** The memory limit must not come first: a warm engine allocates a lot in this time. */
  private static final ScriptLimits LITTLE_CPU =
      ScriptLimits.DEFAULTS.with(
          l -> {
            l.cpu = Duration.ofMillis(300);
            l.maxAllocatedBytes = 8L << 30;
          });

  /** The processor's limit must not come first, also on a slow machine. */
  private static final ScriptLimits MUCH_CPU =
      ScriptLimits.DEFAULTS.with(
          l -> {
            l.cpu = Duration.ofSeconds(30);
            l.wallClock = Duration.ofSeconds(60);
          });

  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;) {}",
        "for (;;) await null",
        "const f = () => { try { f() } finally { f() } }; f()",
        "const f = () => { try { f() } catch { f() } }; f()",
        "const f = () => { try { [1].map(f) } finally { [1].forEach(f) } }; f()",
        "const f = async () => { try { await f() } finally { await f() } }; await f()",
        "function* g() { try { yield* g() } finally { yield* g() } } for (const x of g());",
        "const o = { get a() { try { return this.a } finally { this.a } } }; o.a",
        "class A { constructor() { try { new A() } finally { new A() } } } new A()",
        "setInterval(() => { for (;;); }, 1); await new Promise(() => {})",
        "for (;;) try { for (;;) {} } finally { continue }",
        "for (const t = Date.now(); Date.now() < t + 100;);",
      })
  void shouldEndWhatUsesTooMuchCpu(String source) {
    // When
    ScriptResult result = run(source, LITTLE_CPU);

    // Then
    assertThat(exceeded(result).code()).isEqualTo(ScriptError.CPU_LIMIT);
    assertThat(exceeded(result).message())
        .startsWith("stopped at the limit of 300 ms of processor time");
    assertThat(result.usage().cpu()).isBetween(Duration.ofMillis(300), Duration.ofMillis(1_300));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "const a = []; for (;;) a.push({ a: 1 })",
        "const a = []; for (;;) a.push('x'.repeat(1e6) + a.length)",
        "const a = []; for (;;) a.push(new Uint8Array(1e6))",
        "const m = new Map(); for (let i = 0; ; i++) m.set(i, [i])",
        "for (;;) try { new Array(1e6).fill({}) } catch {}",
      })
  void shouldEndWhatAllocatesTooMuch(String source) {
    // When
    ScriptResult result = run(source, MUCH_CPU);

    // Then
    assertThat(exceeded(result).code()).isEqualTo(ScriptError.MEMORY_LIMIT);
    assertThat(result.usage().allocatedBytes())
        .isGreaterThan(Math.min(256L << 20, Heap.SHARE_OF_ONE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "return 'x'.repeat(1e9)",
        "return 'x'.padEnd(1e9)",
        "let s = 'x'; for (;;) s += s",
        "return new Array(1e8).join('x')",
        "return new Uint8Array(1e9)",
        "return new Float64Array(1e8)",
        "return new ArrayBuffer(1e9)",
      })
  void shouldRefuseWhatIsTooLargeAtOnce(String source) {
    // When
    ScriptResult result = run(source);

    // Then
    assertThat(Runs.failure(result).message()).startsWith("RangeError: ");
    assertThat(result.usage().allocatedBytes()).isLessThan(256L << 20);
  }

  /** Most of it is freed, but not for nothing. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "for (;;) { const kept = []; for (let i = 0; i < 1e4; i++) kept.push([i]) }",
        "for (let s = []; ; ) s = s.length > 1e6 ? [] : s.concat([1, 2, 3, 4], s)",
      })
  void shouldEndWhatAllocatesManyTimesWhatItMayHold(String source) {
    // When
    ScriptResult result = run(source, MUCH_CPU.with(l -> l.maxAllocatedBytes = 16 << 20));

    // Then
    assertThat(exceeded(result).code()).isEqualTo(ScriptError.MEMORY_LIMIT);
    assertThat(result.usage().allocatedBytes()).isGreaterThan(16L << 20);
  }

  /** It is freed at once. */
  @Test
  void shouldLetARunAllocateWhatItDoesNotKeep() {
    // Given
    System.gc();

    // When
    ScriptResult result =
        run("let sum = 0; for (let i = 0; i < 4e6; i++) sum += [i].length; return sum", MUCH_CPU);

    // Then
    assertThat(Runs.json(result)).isEqualTo("4000000");
    assertThat(result.usage().allocatedBytes()).isGreaterThan(256L << 20);
  }

  @Test
  void shouldCancelARunThatRuns() throws Exception {
    // Given
    ScriptRun run = start("sm.log('on'); for (;;);", Runs.ENGINE);
    Future<Progress> progress = Runs.WORKERS.submit(run::proceed);
    while (run.allocatedBytes() == 0) {
      LockSupport.parkNanos(1_000_000);
    }

    // When
    run.cancel();

    // Then
    assertThatThrownBy(progress::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(ScriptCancelledException.class);
    assertThatThrownBy(run::proceed).isInstanceOf(ScriptCancelledException.class);
  }

  @Test
  void shouldCancelARunThatWaits() {
    // Given
    ScriptRun run = start("await new Promise((r) => setTimeout(r, 60000))", Runs.ENGINE);
    assertThat(Runs.on(Runs.WORKERS, run::proceed)).isInstanceOf(Progress.Waiting.class);

    // When
    run.cancel();

    // Then
    assertThatThrownBy(run::proceed).isInstanceOf(ScriptCancelledException.class);
    assertThat(run.giveUp()).isEmpty();
  }

  @Test
  void shouldDoNothingToARunThatHasEnded() {
    // Given
    ScriptRun run = start("return 1", Runs.ENGINE);
    Runs.toEnd(run);

    // When
    run.cancel();

    // Then
    assertThatThrownBy(run::proceed)
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("the run has ended");
  }

  @Test
  void shouldGiveUpARunWhoseThreadDoesNotComeBack() throws Exception {
    try (ScriptEngine engine = ScriptEngine.create(new EngineSettings(10, Duration.ZERO))) {
      // Given
      BusyReads busy = new BusyReads();
      ScriptRun run = start(BusyReads.SCRIPT, LITTLE_CPU, busy, engine);
      assertThat(run.giveUp()).isEmpty();
      Future<Progress> progress = Runs.WORKERS.submit(run::proceed);

      // When
      Optional<ScriptResult> givenUp = run.giveUp();
      while (givenUp.isEmpty() && !progress.isDone()) {
        LockSupport.parkNanos(1_000);
        givenUp = run.giveUp();
      }

      // Then
      assertThat(exceeded(givenUp.orElseThrow()).code()).isEqualTo(ScriptError.CPU_LIMIT);
      assertThat(run.giveUp()).isEmpty();
      busy.end();
      assertThatThrownBy(progress::get).hasCauseInstanceOf(ScriptCancelledException.class);
    }
  }

  @Test
  void shouldCountTheThreadOfACancelledRunThatDoesNotComeBack() throws Exception {
    try (ScriptEngine engine = ScriptEngine.create(new EngineSettings(10, Duration.ZERO))) {
      // Given
      BusyReads busy = new BusyReads();
      ScriptRun run = start(BusyReads.SCRIPT, ScriptLimits.DEFAULTS, busy, engine);
      Future<Progress> progress = Runs.WORKERS.submit(run::proceed);
      busy.awaitBegin();
      run.cancel();

      // When / Then
      assertThatThrownBy(run::giveUp).isInstanceOf(ScriptCancelledException.class);
      assertThat(engine.health().givenUp()).isEqualTo(1);
      assertThat(run.giveUp()).isEmpty();
      busy.end();
      assertThatThrownBy(progress::get).hasCauseInstanceOf(ScriptCancelledException.class);
      assertThat(engine.health().givenUp()).isZero();
    }
  }

  @Test
  void shouldStopARunThatWaitsForTheMemoryThatItHolds() {
    // Given
    ScriptRun run = start("await new Promise((r) => setTimeout(r, 60000))", Runs.ENGINE);
    assertThat(Runs.on(Runs.WORKERS, run::proceed)).isInstanceOf(Progress.Waiting.class);
    assertThat(Runs.ENGINE.watchdog().candidates()).contains(run);

    // When
    run.makeRoom();

    // Then
    assertThat(Runs.ENGINE.watchdog().candidates()).doesNotContain(run);
    assertThat(exceeded(Runs.toEnd(run)).code()).isEqualTo(ScriptError.MEMORY_LIMIT);
  }

  /** Calls that were refused do not make room for deeper ones. */
  @Test
  void shouldKeepTheBoundOfCallsThatIsReachedOftenInARun() {
    // Given
    String source =
        """
        let left = 2000, first = 0, deepest = 0;
        const f = (n) => {
          if (n > deepest) deepest = n;
          try { f(n + 1) } catch {
            first ||= n;
            while (left-- > 0) try { f(n + 1) } catch {}
          }
        };
        f(1);
        return first > 100 && deepest === first;
        """;

    // When / Then
    assertThat(Runs.json(source)).isEqualTo("true");
    assertThat(Runs.json(source)).isEqualTo("true");
  }

  @Test
  void shouldTellOnceWhenMoreThreadsAreGivenUpThanItMayLose() throws Exception {
    ScriptEngine engine =
        ScriptEngine.create(new EngineSettings(10, Duration.ofMinutes(10), Duration.ZERO, 1));
    // Given
    List<EngineHealth> told = new CopyOnWriteArrayList<>();
    CountDownLatch toldOnce = new CountDownLatch(1);
    engine.whenExhausted(
        health -> {
          told.add(health);
          toldOnce.countDown();
        });
    List<BusyReads> allBusy = new ArrayList<>();
    List<Future<Progress>> lost = new ArrayList<>();

    // When
    for (int n = 0; n < 3; n++) {
      BusyReads busy = new BusyReads();
      ScriptRun run = start(BusyReads.SCRIPT, ScriptLimits.DEFAULTS, busy, engine);
      allBusy.add(busy);
      lost.add(Runs.WORKERS.submit(run::proceed));
      busy.awaitBegin();
      run.cancel();
      assertThatThrownBy(run::giveUp).isInstanceOf(ScriptCancelledException.class);
    }

    // Then
    assertThat(toldOnce.await(60, TimeUnit.SECONDS)).isTrue();
    allBusy.forEach(BusyReads::end);
    for (Future<Progress> one : lost) {
      assertThatThrownBy(one::get).hasCauseInstanceOf(ScriptCancelledException.class);
    }
    assertThat(told).containsExactly(new EngineHealth(2, 1));
    assertThat(engine.health()).isEqualTo(new EngineHealth(0, 1));
    engine.close();
  }

  @Test
  void shouldRefuseTwoThreadsAtOnce() throws Exception {
    // Given
    ScriptRun run = start("for (;;);", Runs.ENGINE);
    Future<Progress> progress = Runs.WORKERS.submit(run::proceed);
    while (run.allocatedBytes() == 0) {
      LockSupport.parkNanos(1_000_000);
    }

    // When / Then
    assertThatThrownBy(run::proceed).isInstanceOf(IllegalStateException.class);
    run.cancel();
    assertThatThrownBy(progress::get).hasCauseInstanceOf(ScriptCancelledException.class);
  }

  /** On a thread of anyone's, with a small stack. */
  @Test
  void shouldRunOnAnyThread() {
    // When / Then
    assertThat(Runs.json(Runs.proceedToEnd(start("return 1", Runs.ENGINE)))).isEqualTo("1");
    assertThat(
            Runs.failure(Runs.proceedToEnd(start("const f = () => f(); f()", Runs.ENGINE))).code())
        .isEqualTo(ScriptError.STACK_OVERFLOW);
  }

  @Test
  void shouldBuildContextsThatThePolyglotLibraryCallsConstrained() {
    // When / Then: it throws when anything is open
    Sandbox.mayBeConstrained();
  }

  private static ScriptRun start(String source, ScriptEngine engine) {
    return start(source, ScriptLimits.DEFAULTS, ValueReads.none(), engine);
  }

  private static ScriptRun start(
      String source, ScriptLimits limits, ValueReads values, ScriptEngine engine) {
    return engine.start(
        new Program("acme", new Script("score", source), 1), Runs.INVOCATION, limits, values);
  }
}
