package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.candidates.Baseline;
import io.scriptmaster.benchmarks.candidates.Candidate;
import io.scriptmaster.benchmarks.candidates.CandidateSettings;
import io.scriptmaster.benchmarks.candidates.ProductUnderTest;
import io.scriptmaster.benchmarks.candidates.ScriptToCreate;
import io.scriptmaster.benchmarks.load.Percentiles;
import io.scriptmaster.benchmarks.load.Tenants;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import io.scriptmaster.benchmarks.surroundings.Runtimes;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * The product beside a hand-written Java application and a bare pass-through: same broker, same
 * events, in turns.
 */
@Command(
    name = "executions",
    description = "The path from a trigger event to its execution, beside baselines.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class ExecutionsBenchmark implements Callable<Integer> {

  private static final double LATENCY_SHARE = 0.1;

  @Option(
      names = "--events",
      defaultValue = "500000",
      description = "Events of the small workload per round.")
  private int events;

  @Option(
      names = "--compute-events",
      defaultValue = "600",
      description = "Events of the compute-heavy workload per round.")
  private int computeEvents;

  @Option(
      names = "--values-events",
      defaultValue = "50000",
      description = "Events of the values-heavy workload per round.")
  private int valuesEvents;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Number of rounds per candidate and workload.")
  private int rounds;

  @Option(
      names = "--latency-seconds",
      defaultValue = "20",
      description = "Seconds of latency per candidate, round and workload; 0 leaves latency out.")
  private int latencySeconds;

  @Option(
      names = "--workloads",
      split = ",",
      defaultValue = "small,compute,values",
      description = "Workloads to measure.")
  private List<String> workloads;

  @Option(
      names = "--tenants",
      defaultValue = "1000",
      description = "Tenants of the Zipf rows; 0 leaves these out.")
  private int tenants;

  @Option(names = "--partitions", defaultValue = "4", description = "Partitions of every topic.")
  private int partitions;

  @Option(names = "--no-emit", description = "The small script emits nothing, on all sides.")
  private boolean noEmit;

  @Option(
      names = "--compiled",
      description =
          "Also measures the product with the optimising compiler; fails where none fits the JDK.")
  private boolean compiled;

  @Option(
      names = "--heap",
      defaultValue = "2g",
      description = "Heap of every candidate, as -Xmx takes it.")
  private String heap;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/executions",
      description =
          "Files that the page (.md) and the picture (.svg) are written to, without their ending.")
  private Path results;

  @Spec private picocli.CommandLine.Model.CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    CandidateSettings settings = new CandidateSettings(!noEmit, List.of("-Xmx" + heap));
    List<Scenario> scenarios = scenarios();
    ResultsTable table = new ResultsTable(command());
    try (Cluster cluster = Cluster.start(partitions)) {
      ProductUnderTest product = new ProductUnderTest(cluster, settings);
      int threads = prepare(product, scenarios, table);
      List<Candidate> candidates = new ArrayList<>();
      candidates.add(product);
      if (compiled) {
        candidates.add(new ProductUnderTest(cluster, settings, Runtimes.COMPILED));
      }
      candidates.add(Baseline.java(cluster, settings, threads));
      candidates.add(Baseline.passThrough(cluster, settings, threads));
      Rounds measure = new Rounds(cluster, !noEmit);
      for (Scenario scenario : scenarios) {
        ScenarioResults row = table.row(scenario);
        throughput(measure, candidates, scenario, row);
        latency(measure, candidates, scenario, row);
        // After each, so that what was measured is there even if the next fails.
        table.write(results);
      }
      if (tenants > 0 && workload(Workload.SMALL)) {
        String memory = new WarmScripts(cluster, product).measure(tenants);
        say(memory);
        table.note(memory);
      }
    }
    table.write(results);
    System.out.println(table.text());
    return 0;
  }

  private List<Scenario> scenarios() {
    List<Scenario> scenarios = new ArrayList<>();
    for (Workload workload : EnumSet.allOf(Workload.class)) {
      if (workload(workload)) {
        int count =
            switch (workload) {
              case SMALL -> events;
              case COMPUTE -> computeEvents;
              case VALUES -> valuesEvents;
            };
        scenarios.add(new Scenario(workload, Tenants.one(), count));
        if (tenants > 0 && workload != Workload.COMPUTE) {
          scenarios.add(new Scenario(workload, Tenants.zipf(tenants), count));
        }
      }
    }
    return scenarios;
  }

  private boolean workload(Workload workload) {
    return workloads.contains(workload.word());
  }

  /**
   * Makes tenants and scripts.
   *
   * @return the stream threads of the product
   */
  private int prepare(ProductUnderTest product, List<Scenario> scenarios, ResultsTable table)
      throws IOException, InterruptedException {
    Set<String> ids = new TreeSet<>();
    Set<Workload> used = EnumSet.noneOf(Workload.class);
    for (Scenario scenario : scenarios) {
      ids.addAll(scenario.tenants().ids());
      used.add(scenario.workload());
    }
    try (ProductUnderTest.RunningProduct running = product.start()) {
      running.create(
          List.copyOf(ids),
          used.stream().map(workload -> ScriptToCreate.of(workload, !noEmit)).toList());
      int threads = running.streamThreads();
      table.note(
          "The product ran on %s, with %d stream thread(s) for executions; the baselines have as many."
              .formatted(running.runtime(), threads));
      say(
          "%d tenants with %d scripts each, %s, %d stream thread(s), started in %.1f s"
              .formatted(
                  ids.size(),
                  used.size(),
                  running.runtime(),
                  threads,
                  running.startTime().toMillis() / 1e3));
      return threads;
    }
  }

  private void throughput(
      Rounds measure, List<Candidate> candidates, Scenario scenario, ScenarioResults row)
      throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      Set<Long> hashes = new TreeSet<>();
      for (int turn = 0; turn < candidates.size(); turn++) {
        Candidate candidate = candidates.get((round + turn) % candidates.size());
        Round result = measure.throughput(candidate, scenario);
        row.of(candidate.name()).add(result);
        say(
            "%s: %s whole %,.0f/s, warm %,.0f/s, %.1f KB and %.1f µs CPU each"
                .formatted(
                    scenario.name(),
                    candidate.name(),
                    result.wholeRate(),
                    result.warmRate(),
                    result.allocatedBytes() / 1e3,
                    result.cpuNanos() / 1e3));
        if (candidate.isComplete()) {
          hashes.add(result.resultHash());
        }
      }
      if (hashes.size() > 1) {
        throw new IllegalStateException("the candidates returned different results");
      }
    }
  }

  /** All at the same rate: a tenth of what the slowest with all records does. */
  private void latency(
      Rounds measure, List<Candidate> candidates, Scenario scenario, ScenarioResults row)
      throws IOException, InterruptedException {
    if (latencySeconds == 0) {
      return;
    }
    double rate =
        LATENCY_SHARE
            * candidates.stream()
                .filter(Candidate::isComplete)
                .mapToDouble(candidate -> row.of(candidate.name()).warmRate().median())
                .min()
                .orElseThrow();
    row.latencyRate(rate);
    for (int round = 0; round < rounds; round++) {
      for (int turn = 0; turn < candidates.size(); turn++) {
        Candidate candidate = candidates.get((round + turn) % candidates.size());
        Percentiles latency =
            measure.latency(candidate, scenario, rate, Duration.ofSeconds(latencySeconds));
        row.of(candidate.name()).add(latency);
        say("%s: %s at %,.0f/s %s".formatted(scenario.name(), candidate.name(), rate, latency));
      }
    }
  }

  private String command() {
    return "./scriptmaster benchmark "
        + String.join(" ", spec.commandLine().getParseResult().originalArgs());
  }

  private static void say(String line) {
    System.out.printf(Locale.ROOT, "%tT  %s%n", System.currentTimeMillis(), line);
  }
}
