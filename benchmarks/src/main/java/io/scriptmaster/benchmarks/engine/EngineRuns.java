package io.scriptmaster.benchmarks.engine;

import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.engine.Invocation;
import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.Script;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.engine.ScriptResult;
import io.scriptmaster.engine.ScriptRun.Progress;
import io.scriptmaster.engine.ValueReads;
import java.time.Instant;

/** The product's engine without anything around it. Nothing else here knows its API. */
final class EngineRuns implements AutoCloseable {

  private final ScriptEngine engine = ScriptEngine.create();
  private final Program program;

  EngineRuns(Workload workload, boolean emit) {
    this.program = new Program("benchmark", new Script(workload.word(), workload.source(emit)), 1);
  }

  String runtime() {
    return engine.runtime().name();
  }

  /** Threads that scripts may run on. */
  Thread thread(Runnable task) {
    return engine.threads("run").newThread(task);
  }

  /** Returns the script's result as JSON. */
  String run(String eventJson, String id) {
    Invocation invocation =
        new Invocation(eventJson, "{\"id\":\"" + id + "\",\"attempt\":1}", Instant.EPOCH, id, 0);
    return switch (engine
        .start(program, invocation, ScriptLimits.DEFAULTS, ValueReads.none())
        .proceed()) {
      case Progress.Ended(ScriptResult.Succeeded succeeded) -> succeeded.resultJson();
      case Progress other -> throw new IllegalStateException("the run did not succeed: " + other);
    };
  }

  @Override
  public void close() {
    engine.close();
  }
}
