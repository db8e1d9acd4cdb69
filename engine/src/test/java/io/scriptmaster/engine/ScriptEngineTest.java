package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ScriptEngineTest {

  @Test
  void shouldNameItsRuntime() {
    // When
    EngineRuntime runtime = Runs.ENGINE.runtime();

    // Then
    assertThat(runtime.name()).matches("GraalJS \\d+\\.\\d+\\.\\d+ on .+");
    assertThat(runtime.optimizing()).isEqualTo(!runtime.name().endsWith("Interpreted"));
  }

  @Test
  void shouldKeepRunsOnSeveralThreadsApart() throws Exception {
    // Given
    List<Callable<ScriptResult>> runs =
        IntStream.range(0, 200)
            .<Callable<ScriptResult>>mapToObj(n -> () -> runWithEvent(n))
            .toList();

    // When
    List<Future<ScriptResult>> results;
    try (ExecutorService threads = Executors.newFixedThreadPool(6)) {
      results = threads.invokeAll(runs);
    }

    // Then
    for (int n = 0; n < results.size(); n++) {
      ScriptResult result = results.get(n).get();
      assertThat(Runs.json(result)).isEqualTo("" + n);
      assertThat(Runs.messages(result)).containsExactly("n " + n);
    }
  }

  @Test
  void shouldStopOneScriptWithoutHoldingUpOthers() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
      // Given
      List<Future<ScriptResult>> endless =
          threads.invokeAll(
              List.<Callable<ScriptResult>>of(
                  () -> Runs.run("for (;;) {}", Runs.IMPATIENT),
                  () -> Runs.run("for (;;) await null", Runs.IMPATIENT),
                  () -> runWithEvent(7)));

      // When / Then
      Runs.timeout(endless.get(0).get());
      Runs.timeout(endless.get(1).get());
      assertThat(Runs.json(endless.get(2).get())).isEqualTo("7");
    }
  }

  @Test
  void shouldRefuseToRunWhenClosed() {
    // Given
    ScriptEngine engine = ScriptEngine.create();
    engine.close();

    // When / Then
    assertThatThrownBy(
            () ->
                engine
                    .start(
                        new Program("acme", new Script("a", "return 1"), 1),
                        Runs.INVOCATION,
                        ScriptLimits.DEFAULTS,
                        ValueReads.none())
                    .proceed())
        .isInstanceOf(IllegalStateException.class);
  }

  private static ScriptResult runWithEvent(int n) {
    String source = "globalThis.n = event; await null; sm.log('n ' + n); await null; return n";
    Invocation invocation = new Invocation("" + n, "{}", Instant.EPOCH, "e-1", 0);
    return Runs.run(source, invocation, ScriptLimits.DEFAULTS);
  }
}
