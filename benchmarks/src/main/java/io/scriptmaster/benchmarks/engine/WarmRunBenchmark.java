package io.scriptmaster.benchmarks.engine;

import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.Script;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptResult.Succeeded;
import io.scriptmaster.engine.ScriptRun.Progress.Ended;
import io.scriptmaster.engine.ValueReads;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Processor time of one warm run, of small scripts on a 250-byte event; and of a first run, with a
 * new context. Processor time, because on a shared machine the wall clock measures the others.
 *
 * <p>{@code java -cp … io.scriptmaster.benchmarks.engine.WarmRunBenchmark}
 */
public final class WarmRunBenchmark {

  private static final String EVENT =
      """
      {"type":"issue.created","id":"0123456789","payload":{"reporter":"ada","points":41,"labels":["a","b","c"],\
      "summary":"Something is wrong with the thing that was working yesterday","n":41,\
      "nested":{"x":1,"y":2.5,"z":null}},"key":"PROJ-1"}""";

  private static final Invocation INVOCATION =
      new Invocation(
          EVENT,
          "{\"id\":\"e-1\",\"tenant\":\"acme\",\"script\":\"score\"}",
          Instant.EPOCH,
          "e-1",
          0);

  private static final int ROUNDS = 10;
  private static final int RUNS = 20_000;
  private static final int COLD_RUNS = 200;

  private WarmRunBenchmark() {}

  public static void main(String[] args) throws InterruptedException {
    Map<String, String> scripts = new LinkedHashMap<>();
    scripts.put("nothing", "return 1");
    scripts.put(
        "body, a log line, a result",
        "sm.log('scored', { n: event.payload.n }); return { points: event.payload.n + 1 }");
    scripts.put(
        "module, a log line, a result",
        "export default (event, sm) => { sm.log('scored', { n: event.payload.n }); return { points: event.payload.n + 1 } }");
    scripts.put(
        "value read and written, event emitted",
        "const n = (await sm.values.get('n')) ?? 0; await sm.values.set('n', n + 1); await sm.emit('a.b', 'k', { n })");
    scripts.put("100 calls", "const f = (n) => n; for (let i = 0; i < 100; i++) f(i)");
    try (ScriptEngine engine = ScriptEngine.create()) {
      System.out.println(engine.runtime().name());
      Thread thread = engine.threads("benchmark").newThread(() -> measure(engine, scripts));
      thread.start();
      thread.join();
    }
  }

  private static void measure(ScriptEngine engine, Map<String, String> scripts) {
    scripts.forEach(
        (name, source) -> {
          Program program = new Program("acme", new Script("score", source), 1);
          long best = Long.MAX_VALUE;
          for (int round = 0; round < ROUNDS; round++) {
            best = Math.min(best, nanosPerRun(RUNS, _ -> run(engine, program)));
          }
          System.out.printf("%8.1f µs  %s%n", best / 1e3, name);
        });
    long cold =
        nanosPerRun(
            COLD_RUNS,
            n -> run(engine, new Program("tenant-" + n, new Script("score", "return 1"), 1)));
    System.out.printf("%8.1f µs  first run of a program, its source read before%n", cold / 1e3);
  }

  private static long nanosPerRun(int runs, java.util.function.IntConsumer run) {
    long before = cpuNanos();
    for (int n = 0; n < runs; n++) {
      run.accept(n);
    }
    return (cpuNanos() - before) / runs;
  }

  private static void run(ScriptEngine engine, Program program) {
    var progress =
        engine.start(program, INVOCATION, ScriptLimits.DEFAULTS, ValueReads.none()).proceed();
    if (!(progress instanceof Ended(var result)) || !(result instanceof Succeeded)) {
      throw new IllegalStateException("a benchmark's script failed: " + progress);
    }
  }

  private static long cpuNanos() {
    return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
  }
}
