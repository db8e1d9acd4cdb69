package io.scriptmaster.processors.executions;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.processors.executions.work.WorkerSettings;
import io.scriptmaster.processors.executions.work.Workers;
import io.scriptmaster.processors.streams.StreamConsumers;
import java.time.InstantSource;

/** What all partitions of a process share to run executions. One per process. */
public final class Executions implements AutoCloseable {

  private final ScriptEngine engine;
  private final InstantSource clock;
  private final MemoryShare memory;
  private final KeptScripts scripts = KeptScripts.ofThisMachine();
  private final FairQueue queue = new FairQueue();
  private final StreamConsumers consumers = new StreamConsumers(queue::isBusy);
  private final Workers workers;
  private final ExecutionMetrics metrics;

  /**
   * Starts the workers.
   *
   * @param engine closed by whoever made it, after this
   * @param registry where executions are counted
   */
  public Executions(
      ScriptEngine engine, WorkerSettings settings, InstantSource clock, MeterRegistry registry) {
    this(engine, settings, clock, registry, MemoryShare.ofThisMachine());
  }

  Executions(
      ScriptEngine engine,
      WorkerSettings settings,
      InstantSource clock,
      MeterRegistry registry,
      MemoryShare memory) {
    this.engine = engine;
    this.clock = clock;
    this.memory = memory;
    this.workers = new Workers(queue, settings, engine.threads("scriptmaster-worker"));
    this.metrics = new ExecutionMetrics(registry);
    measureBy(registry);
  }

  private void measureBy(MeterRegistry registry) {
    Gauge.builder("scriptmaster.worker.threads", workers, it -> it.crew().threads())
        .description("Threads that run scripts.")
        .register(registry);
    Gauge.builder("scriptmaster.worker.threads.slow", workers, it -> it.crew().slow())
        .description("Worker threads held by a script for long; another stands in for each.")
        .register(registry);
    Gauge.builder("scriptmaster.worker.threads.stuck", workers, it -> it.crew().stuck())
        .description("Worker threads given up with their script, and not ended yet.")
        .register(registry);
    Gauge.builder("scriptmaster.queue.memory", memory, MemoryShare::used)
        .description("Memory of executions that are admitted and not finished, and of parked keys.")
        .baseUnit("bytes")
        .register(registry);
    Gauge.builder("scriptmaster.queue.memory.limit", memory, MemoryShare::most)
        .description("Memory beyond which executions wait in the store.")
        .baseUnit("bytes")
        .register(registry);
  }

  /** What the application of {@link ExecutionsTopology} must be built with. */
  public StreamConsumers consumers() {
    return consumers;
  }

  ExecutionMetrics metrics() {
    return metrics;
  }

  ExecutionParts parts(ExecutionRecords records) {
    return new ExecutionParts(engine, workers, memory, scripts, records, consumers, clock);
  }

  /** Stops the workers; to be called after the applications were closed. */
  @Override
  public void close() {
    workers.close();
  }
}
