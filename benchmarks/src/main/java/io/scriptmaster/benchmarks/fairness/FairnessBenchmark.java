package io.scriptmaster.benchmarks.fairness;

import io.scriptmaster.benchmarks.candidates.CandidateSettings;
import io.scriptmaster.benchmarks.candidates.ProductUnderTest;
import io.scriptmaster.benchmarks.candidates.ScriptToCreate;
import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.LoadGenerator;
import io.scriptmaster.benchmarks.load.OutputWatch;
import io.scriptmaster.benchmarks.load.Percentiles;
import io.scriptmaster.benchmarks.load.Tenants;
import io.scriptmaster.benchmarks.load.Traffic;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import io.scriptmaster.benchmarks.surroundings.Machine;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.executions.work.Niceness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Deserializer;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What quiet tenants notice of noisy ones: their latencies alone, and beside a tenant of endless
 * loops, one of runs that sleep and one of a flood.
 */
@Command(
    name = "fairness",
    description = {
      "Quiet tenants alone and beside noisy ones.",
      "Fails where an event of a quiet tenant is not answered."
    },
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class FairnessBenchmark implements Callable<Integer> {

  private static final Duration ANSWER = Duration.ofMinutes(2);
  private static final String WARMING = "warming";
  private static final int WARM_UP = 200_000;
  private static final int SLICE_SECONDS = 5;

  @Option(names = "--quiet", defaultValue = "10", description = "Number of quiet tenants.")
  private int quiet;

  @Option(
      names = "--rate",
      defaultValue = "5",
      description = "Events per second of each quiet tenant.")
  private double rate;

  @Option(
      names = "--alone-seconds",
      defaultValue = "12",
      description = "Seconds for each quiet tenant alone, one after another.")
  private int aloneSeconds;

  @Option(
      names = "--together-seconds",
      defaultValue = "90",
      description = "Seconds for all quiet tenants beside the noisy ones.")
  private int togetherSeconds;

  @Option(names = "--loops", defaultValue = "2000", description = "Number of endless loops.")
  private int loops;

  @Option(
      names = "--sleeps",
      defaultValue = "2000",
      description = "Number of runs that sleep for 25 s.")
  private int sleeps;

  @Option(
      names = "--flood",
      defaultValue = "1000000",
      description = "Number of small events of the one tenant that floods.")
  private int flood;

  @Option(
      names = "--flood-rate",
      defaultValue = "1000000",
      description = "Small events a second, at most. The default is more than the machine can do.")
  private int floodRate;

  @Option(
      names = "--sender-niceness",
      defaultValue = "19",
      description = {
        "Niceness of the threads that send for the noisy tenants.",
        "They would have a machine of their own: 19 leaves them what nobody else wants."
      })
  private int senderNiceness;

  @Option(names = "--partitions", defaultValue = "4", description = "Partitions of every topic.")
  private int partitions;

  @Option(
      names = "--heap",
      defaultValue = "2g",
      description = "Heap of the product, as -Xmx takes it.")
  private String heap;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/fairness.md",
      description = "File that the page is written to.")
  private Path results;

  @Spec private CommandSpec spec;

  private final Map<String, Integer> noisyOutcomes = new ConcurrentHashMap<>();

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (Cluster cluster = Cluster.start(partitions)) {
      ProductUnderTest product =
          new ProductUnderTest(cluster, new CandidateSettings(false, List.of("-Xmx" + heap)));
      try (ProductUnderTest.RunningProduct running = product.start();
          LoadGenerator load = load(cluster, product, 0)) {
        running.create(quietTenants(), List.of(ScriptToCreate.of(Workload.SMALL, false)));
        running.create(List.of(WARMING), List.of(ScriptToCreate.of(Workload.SMALL, false)));
        for (Noise noise : Noise.values()) {
          running.create(List.of(noise.tenant()), List.of(noise.script()));
        }
        warmUp(cluster, product, load);
        List<Traffic> alone = alone(cluster, product, load);
        List<Traffic> together = together(cluster, product, load);
        String page = page(alone, together);
        System.out.println(page);
        Files.createDirectories(results.toAbsolutePath().getParent());
        Files.writeString(results, page);
        return together.stream().allMatch(each -> each.answered() == each.count()) ? 0 : 1;
      }
    }
  }

  private List<String> quietTenants() {
    return IntStream.range(0, quiet).mapToObj(n -> "quiet-" + n).toList();
  }

  /** What is measured is no JVM that has just started; who warms it is neither quiet nor noisy. */
  private void warmUp(Cluster cluster, ProductUnderTest product, LoadGenerator load)
      throws InterruptedException {
    try (OutputWatch outputs =
        OutputWatch.count(cluster.bootstrapServers(), product.topics().executions().name())) {
      load.flood(events("warm", Tenants.named(WARMING)), WARM_UP);
      if (!outputs.await(WARM_UP, ANSWER)) {
        throw new IllegalStateException(
            "%d of %d executions in %s".formatted(outputs.timeline().count(), WARM_UP, ANSWER));
      }
    }
  }

  private List<Traffic> alone(Cluster cluster, ProductUnderTest product, LoadGenerator load)
      throws InterruptedException {
    List<Traffic> all = new ArrayList<>();
    for (String tenant : quietTenants()) {
      Traffic traffic = traffic("alone-" + tenant, tenant, aloneSeconds);
      try (OutputWatch outputs = watch(cluster, product, List.of(traffic))) {
        load.run(List.of(traffic));
        outputs.awaitAnswers(List.of(traffic), ANSWER);
      }
      say("%s alone: %s".formatted(tenant, traffic.latencies(0)));
      all.add(traffic);
    }
    return all;
  }

  private List<Traffic> together(Cluster cluster, ProductUnderTest product, LoadGenerator load)
      throws InterruptedException {
    List<Traffic> all =
        quietTenants().stream()
            .map(tenant -> traffic("together-" + tenant, tenant, togetherSeconds))
            .toList();
    try (OutputWatch outputs = watch(cluster, product, all)) {
      Thread noise =
          Thread.ofPlatform().name("noise").daemon().start(() -> noise(cluster, product));
      load.run(all);
      outputs.awaitAnswers(all, ANSWER);
      noise.join();
    }
    return all;
  }

  /** When it was that somebody had to wait. */
  private String slices(List<Traffic> together) {
    StringBuilder rows = new StringBuilder();
    for (int second = 0; second < togetherSeconds; second += SLICE_SECONDS) {
      int from = (int) (second * rate);
      int to = (int) (Math.min(togetherSeconds, second + SLICE_SECONDS) * rate);
      Percentiles latencies =
          Percentiles.of(
              together.stream()
                  .flatMapToLong(each -> Arrays.stream(each.latenciesWithUnanswered(), from, to))
                  .toArray());
      rows.append(
          "| %d | %.0f | %.0f | %.0f |\n"
              .formatted(second, latencies.p50(), latencies.p99(), latencies.max()));
    }
    return rows.toString();
  }

  private void noise(Cluster cluster, ProductUnderTest product) {
    // Before the producer starts its thread, which inherits it.
    Niceness.set(Niceness.threadId(), senderNiceness);
    try (LoadGenerator load = load(cluster, product, 5)) {
      load.flood(Noise.LOOPS.events(), loops);
      load.flood(Noise.SLEEPS.events(), sleeps);
      load.flood(Noise.FLOOD.events(), flood, floodRate);
    }
    say("the noisy tenants have sent all their events");
  }

  private OutputWatch watch(Cluster cluster, ProductUnderTest product, List<Traffic> traffic) {
    var topic = product.topics().executions();
    Deserializer<Execution> executions = cluster.serdes().deserializer(topic);
    return OutputWatch.start(
        cluster.bootstrapServers(),
        topic.name(),
        (value, nanos) -> {
          Execution execution = executions.deserialize("", value);
          if (traffic.stream().noneMatch(each -> each.seen(execution.getTriggerId(), nanos))) {
            noisyOutcomes.merge(
                execution.getTenant() + " " + execution.getOutcome(), 1, Integer::sum);
          }
        });
  }

  private static LoadGenerator load(Cluster cluster, ProductUnderTest product, int lingerMillis) {
    var topic = product.topics().triggerEvents();
    return new LoadGenerator(
        cluster.bootstrapServers(), topic.name(), cluster.serdes().serializer(topic), lingerMillis);
  }

  private static Events events(String run, Tenants tenants) {
    return new Events(run, Workload.SMALL.eventType(), tenants);
  }

  private Traffic traffic(String run, String tenant, int seconds) {
    return new Traffic(events(run, Tenants.named(tenant)), rate, Duration.ofSeconds(seconds));
  }

  private String page(List<Traffic> alone, List<Traffic> together) {
    StringBuilder table = new StringBuilder();
    for (int n = 0; n < quiet; n++) {
      table.append(row("quiet-" + n, List.of(alone.get(n)), List.of(together.get(n))));
    }
    table.append(row("all", alone, together));
    return """
        # Fairness: quiet tenants beside noisy ones

        Written by `./scriptmaster benchmark %s` on %s.

        %d tenants with %.0f events a second each, alone one after another, then all together with one tenant that sends %,d endless
        loops, one with %,d runs that sleep for 25 s, and one with %,d small events, sent at niceness %d. Milliseconds from when an event was due to when a
        read_committed consumer had its execution; an event without an answer counts as long as was waited for it.

        | tenant | alone p50 | p99 | together p50 | p99 | max | unanswered |
        |---|---|---|---|---|---|---|
        %s
        All of them together, by the seconds in which their events were due:

        | from second | p50 | p99 | max |
        |---|---|---|---|
        %s
        What the noisy tenants got meanwhile: %s.
        """
        .formatted(
            String.join(" ", spec.commandLine().getParseResult().originalArgs()),
            Machine.description(),
            quiet,
            rate,
            loops,
            sleeps,
            flood,
            senderNiceness,
            table,
            slices(together),
            new TreeMap<>(noisyOutcomes));
  }

  private static String row(String name, List<Traffic> alone, List<Traffic> together) {
    Percentiles before = percentiles(alone);
    Percentiles beside = percentiles(together);
    int unanswered = together.stream().mapToInt(each -> each.count() - each.answered()).sum();
    return "| %s | %.0f | %.0f | %.0f | %.0f | %.0f | %d of %d |\n"
        .formatted(
            name,
            before.p50(),
            before.p99(),
            beside.p50(),
            beside.p99(),
            beside.max(),
            unanswered,
            beside.count());
  }

  private static Percentiles percentiles(List<Traffic> traffic) {
    return Percentiles.of(
        traffic.stream()
            .flatMapToLong(each -> Arrays.stream(each.latenciesWithUnanswered()))
            .toArray());
  }

  private static void say(String line) {
    System.out.printf("%tT  %s%n", System.currentTimeMillis(), line);
  }
}
