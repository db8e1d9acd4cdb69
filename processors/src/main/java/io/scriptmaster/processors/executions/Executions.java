package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.processors.executions.work.WorkerSettings;
import io.scriptmaster.processors.executions.work.Workers;
import io.scriptmaster.processors.streams.StreamWakeUps;
import java.time.InstantSource;

/** What all partitions of a process share to run executions. One per process. */
public final class Executions implements AutoCloseable {

  private final ScriptEngine engine;
  private final InstantSource clock;
  private final MemoryShare memory = MemoryShare.ofThisMachine();
  private final FairQueue queue = new FairQueue();
  private final StreamWakeUps wakeUps = new StreamWakeUps(queue::isBusy);
  private final Workers workers;

  /**
   * Starts the workers.
   *
   * @param engine closed by whoever made it, after this
   */
  public Executions(ScriptEngine engine, WorkerSettings settings, InstantSource clock) {
    this.engine = engine;
    this.clock = clock;
    this.workers = new Workers(queue, settings, engine.threads("scriptmaster-worker"));
  }

  /** What the application of {@link ExecutionsTopology} must be built with. */
  public StreamWakeUps wakeUps() {
    return wakeUps;
  }

  ExecutionParts parts(ExecutionRecords records) {
    return new ExecutionParts(engine, workers, memory, records, wakeUps, clock);
  }

  /** Stops the workers; to be called after the applications were closed. */
  @Override
  public void close() {
    workers.close();
  }
}
