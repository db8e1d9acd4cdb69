package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.engine.Compilation.Body;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ReadingRoomTest {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  /** Much less than a source is read for. */
  private static final Duration LATE = Duration.ofMillis(300);

  /** More. */
  private static final Duration TOO_LATE = Duration.ofMillis(1_500);

  private static final Duration MOMENT = Duration.ofMillis(20);
  private static final Script SCRIPT = new Script("score", "return 1");

  /** Comes back when it is let, whoever stops it. */
  private static final class Stubborn implements ReadingRoom.Reading<String> {

    private final CountDownLatch let = new CountDownLatch(1);
    private final AtomicInteger stopped = new AtomicInteger();

    @Override
    public String read() {
      try {
        let.await();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      return "read";
    }

    @Override
    public void stop() {
      stopped.incrementAndGet();
    }
  }

  @Test
  void shouldTellWhoFindsNoPlaceAndMakeNothingForThem() throws Exception {
    try (ReadingRoom room = room(1)) {
      // Given
      Stubborn stubborn = new Stubborn();
      assertThat(room.read(MOMENT, () -> stubborn)).isEmpty();
      assertThat(stubborn.stopped).hasValue(1);
      AtomicInteger made = new AtomicInteger();
      Supplier<ReadingRoom.Reading<String>> another =
          () -> {
            made.incrementAndGet();
            return stubborn;
          };

      // When / Then
      assertThatThrownBy(() -> room.read(MOMENT, another)).isInstanceOf(EngineBusyException.class);
      assertThat(made).hasValue(0);

      // When it has left at last
      stubborn.let.countDown();

      // Then
      assertThat(room.read(PATIENCE, another)).contains("read");
      assertThat(made).hasValue(1);
    }
  }

  @Test
  void shouldKeepNoPlaceForWhatCouldNotBegin() {
    try (ReadingRoom room = room(1)) {
      // When
      assertThatThrownBy(
              () ->
                  room.read(
                      PATIENCE,
                      () -> {
                        throw new IllegalStateException("no context");
                      }))
          .hasMessage("no context");

      // Then
      Stubborn willing = new Stubborn();
      willing.let.countDown();
      assertThat(room.read(PATIENCE, () -> willing)).contains("read");
    }
  }

  @Test
  void shouldKeepScriptsRunningWhenNothingCanBeChecked() {
    try (Sandbox sandbox = new Sandbox();
        ReadingRoom runs = room(1);
        ReadingRoom checks = room(0)) {
      // Given
      ScriptCompiler compiler =
          new ScriptCompiler(sandbox, runs, checks, new CompilationCache(1_000_000));

      // When / Then
      assertThatThrownBy(() -> compiler.check(SCRIPT, MOMENT))
          .isInstanceOf(EngineBusyException.class);
      assertThat(compiler.compile(SCRIPT, PATIENCE)).isInstanceOf(Body.class);
    }
  }

  @Test
  void shouldBreakOffARunThatFindsNoPlaceAndRunItNextTime() throws Exception {
    try (Sandbox sandbox = new Sandbox();
        ReadingRoom runs = room(1);
        ReadingRoom checks = room(1)) {
      // Given
      Stubborn stubborn = new Stubborn();
      assertThat(runs.read(MOMENT, () -> stubborn)).isEmpty();
      CompilationCache cache = new CompilationCache(1_000_000);
      ProgramCompiler compiler =
          new ProgramCompiler(new ScriptCompiler(sandbox, runs, checks, cache));
      Realms realms = new Realms(sandbox, compiler, new RealmPool(1));

      // When
      ScriptRun early = run(realms, PATIENCE);
      Future<?> proceeding = Runs.WORKERS.submit(early::proceed);

      // Then
      assertThatThrownBy(proceeding::get).hasCauseInstanceOf(EngineBusyException.class);
      assertThat(cache.size()).isZero();

      // When
      stubborn.let.countDown();

      // Then
      assertThat(Runs.json(Runs.toEnd(run(realms, PATIENCE)))).isEqualTo("1");
      realms.close();
    }
  }

  @Test
  void shouldTimeOutARunWhoseSourceIsNotReadInTime() {
    try (Sandbox sandbox = new Sandbox();
        ReadingRoom slow = new ReadingRoom(1, task -> new Thread(() -> late(task, TOO_LATE)));
        Realms realms = realms(sandbox, slow)) {
      // When: no watchdog looks
      ScriptRun run =
          run(
              realms,
              Duration.ofMillis(100),
              new Watchdog(() -> {}, Duration.ofHours(1), () -> false));

      // Then
      assertThat(Runs.timeout(Runs.toEnd(run)).code()).isEqualTo(ScriptError.WALL_CLOCK_LIMIT);
    }
  }

  @Test
  void shouldReadASourceOnceHoweverLittleTimeItsScriptHas() {
    AtomicInteger readings = new AtomicInteger();
    ThreadFactory counting =
        task -> {
          readings.incrementAndGet();
          return new Thread(() -> late(task, LATE));
        };
    try (Sandbox sandbox = new Sandbox();
        ReadingRoom slow = new ReadingRoom(2, counting);
        Realms realms = realms(sandbox, slow)) {
      // Given
      Runs.timeout(Runs.toEnd(run(realms, Duration.ofMillis(100))));

      // When
      ScriptResult next = Runs.toEnd(run(realms, PATIENCE));

      // Then
      assertThat(Runs.json(next)).isEqualTo("1");
      assertThat(readings).hasValue(1);
    }
  }

  private static void late(Runnable task, Duration by) {
    LockSupport.parkNanos(by.toNanos());
    task.run();
  }

  private static Realms realms(Sandbox sandbox, ReadingRoom room) {
    ScriptCompiler compiler =
        new ScriptCompiler(sandbox, room, room, new CompilationCache(1_000_000));
    return new Realms(sandbox, new ProgramCompiler(compiler), new RealmPool(1));
  }

  private static ScriptRun run(Realms realms, Duration wallClock) {
    return run(realms, wallClock, Runs.ENGINE.watchdog());
  }

  private static ScriptRun run(Realms realms, Duration wallClock, Watchdog watchdog) {
    return new ScriptRun(
        new Program("acme", SCRIPT, 1),
        Runs.INVOCATION,
        ScriptLimits.DEFAULTS.with(l -> l.wallClock = wallClock),
        ValueReads.none(),
        realms,
        watchdog,
        new GivenUpThreads(8),
        Duration.ofSeconds(1));
  }

  private static ReadingRoom room(int places) {
    return new ReadingRoom(places, Executors.defaultThreadFactory());
  }
}
