package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.candidates.Candidate;
import io.scriptmaster.benchmarks.candidates.OutputCheck;
import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.LoadGenerator;
import io.scriptmaster.benchmarks.load.OutputWatch;
import io.scriptmaster.benchmarks.load.Percentiles;
import io.scriptmaster.benchmarks.load.Traffic;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import io.scriptmaster.benchmarks.surroundings.Vitals;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** Measures one candidate in one scenario, once. No two rounds run at the same time. */
final class Rounds {

  private static final Duration AT_MOST = Duration.ofMinutes(15);

  /** The first of the traffic, while connections and caches settle. */
  private static final double IGNORED_SHARE = 0.2;

  private final Cluster cluster;
  private final boolean emit;

  private int number;

  Rounds(Cluster cluster, boolean emit) {
    this.cluster = cluster;
    this.emit = emit;
  }

  /**
   * A backlog waits before the candidate starts, so that sending it costs the candidate nothing.
   */
  Round throughput(Candidate candidate, Scenario scenario)
      throws IOException, InterruptedException {
    Events events = scenario.events(nextRun(candidate));
    OutputCheck check = OutputCheck.from(cluster, candidate);
    flood(candidate, events, scenario.events());
    try (OutputWatch outputs =
        OutputWatch.count(cluster.bootstrapServers(), candidate.topics().executions().name())) {
      Usage second;
      Usage first;
      try (Candidate.Running running = candidate.start(scenario.workload())) {
        await(candidate, outputs, scenario.events() / 2);
        first = Usage.of(running.vitals(), outputs);
        await(candidate, outputs, scenario.events());
        second = Usage.of(running.vitals(), outputs);
      }
      long hash =
          candidate.isComplete()
              ? check.require(events, scenario.events(), scenario.workload(), emit)
              : 0;
      return new Round(
          outputs.timeline().wholeRate(),
          outputs.timeline().warmRate(),
          second.allocatedSince(first),
          second.cpuSince(first),
          hash);
    }
  }

  /** A constant rate, after a backlog has warmed the candidate. */
  Percentiles latency(Candidate candidate, Scenario scenario, double perSecond, Duration during)
      throws IOException, InterruptedException {
    flood(candidate, scenario.events(nextRun(candidate)), scenario.events());
    List<Traffic> traffic =
        List.of(new Traffic(scenario.events(nextRun(candidate)), perSecond, during));
    try (OutputWatch outputs =
            OutputWatch.answers(
                cluster.bootstrapServers(),
                candidate.topics().executions().name(),
                candidate::eventIdOf,
                traffic);
        Candidate.Running running = candidate.start(scenario.workload());
        LoadGenerator load = load(candidate, 0)) {
      await(candidate, outputs, scenario.events());
      Vitals vitals = running.vitals();
      vitals.heapAfterCollection();
      load.run(traffic);
      if (!outputs.awaitAnswers(traffic, Duration.ofMinutes(1))) {
        throw new IllegalStateException(
            "%s: %d of %d events were not answered"
                .formatted(
                    candidate.name(),
                    traffic.getFirst().count() - traffic.getFirst().answered(),
                    traffic.getFirst().count()));
      }
      return traffic.getFirst().latencies(IGNORED_SHARE);
    }
  }

  private void flood(Candidate candidate, Events events, int count) {
    try (LoadGenerator load = load(candidate, 20)) {
      load.flood(events, count);
    }
  }

  private LoadGenerator load(Candidate candidate, int lingerMillis) {
    var topic = candidate.topics().triggerEvents();
    return new LoadGenerator(
        cluster.bootstrapServers(), topic.name(), cluster.serdes().serializer(topic), lingerMillis);
  }

  private static void await(Candidate candidate, OutputWatch outputs, int count)
      throws InterruptedException {
    if (!outputs.await(count, AT_MOST)) {
      throw new IllegalStateException(
          "%s: %d executions of %d after %s"
              .formatted(candidate.name(), outputs.timeline().count(), count, AT_MOST));
    }
  }

  private String nextRun(Candidate candidate) {
    return "%s-%d".formatted(candidate.name(), ++number);
  }

  /** What a process had used when so many executions were seen. */
  private record Usage(int executions, long allocatedBytes, long cpuNanos) {

    static Usage of(Vitals vitals, OutputWatch outputs) {
      return new Usage(outputs.timeline().count(), vitals.allocatedBytes(), vitals.cpuNanos());
    }

    double allocatedSince(Usage earlier) {
      return perExecution(allocatedBytes - earlier.allocatedBytes, earlier);
    }

    double cpuSince(Usage earlier) {
      return perExecution(cpuNanos - earlier.cpuNanos, earlier);
    }

    /** 0 where there were too few between to tell. */
    private double perExecution(long used, Usage earlier) {
      int between = executions - earlier.executions;
      return between * 10 < executions ? 0 : (double) used / between;
    }
  }
}
