package io.scriptmaster.benchmarks.engine;

import io.scriptmaster.benchmarks.load.Spread;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Machine;
import io.scriptmaster.benchmarks.surroundings.Runtimes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The engine without Kafka, interpreted and compiled, beside the same work in Java. */
@Command(
    name = "engine",
    description = "A run of a script without Kafka around it.",
    mixinStandardHelpOptions = true,
    showDefaultValues = true)
public final class EngineBenchmark implements Callable<Integer> {

  @Option(
      names = "--seconds",
      defaultValue = "30",
      description = "Seconds per runner and number of threads; the last third counts.")
  private int seconds;

  @Option(
      names = "--threads",
      split = ",",
      defaultValue = "1,2",
      description = "Numbers of threads to measure, one after another.")
  private List<Integer> threads;

  @Option(
      names = "--workloads",
      split = ",",
      defaultValue = "small,compute",
      description = "Workloads to measure.")
  private List<String> workloads;

  @Option(
      names = "--rounds",
      defaultValue = "3",
      description = "Number of rounds, each in fresh JVMs.")
  private int rounds;

  @Option(names = "--no-emit", description = "The small script emits nothing.")
  private boolean noEmit;

  @Option(
      names = "--results",
      defaultValue = "benchmarks/results/engine.md",
      description = "File that the page is written to.")
  private Path results;

  @Spec private CommandSpec spec;

  private final Map<String, List<Figure>> figures = new LinkedHashMap<>();

  /** Microseconds per run. */
  private record Figure(double wall, double cpu) {

    static Figure median(List<Figure> all) {
      return new Figure(wall(all).median(), cpu(all).median());
    }

    static Spread wall(List<Figure> all) {
      return Spread.of(all.stream().map(Figure::wall).toList());
    }

    static Spread cpu(List<Figure> all) {
      return Spread.of(all.stream().map(Figure::cpu).toList());
    }
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    for (int round = 0; round < rounds; round++) {
      for (String workload : workloads) {
        for (Runtimes runtime : Runtimes.available()) {
          run(Workload.valueOf(workload.toUpperCase(java.util.Locale.ROOT)), runtime);
        }
      }
    }
    System.out.println(table());
    Files.createDirectories(results.toAbsolutePath().getParent());
    Files.writeString(
        results,
        """
        # Engine: one run without Kafka

        Written by `./scriptmaster benchmark %s` on %s.

        %s
        Medians over %d fresh JVMs, with the least and the most in brackets; µs of wall time until the next run is over, whichever thread it
        is on, over the last third of %d s. CPU is of the threads that run, not of the compiler's; Java was measured in the JVMs of both runtimes.
        """
            .formatted(
                String.join(" ", spec.commandLine().getParseResult().originalArgs()),
                Machine.description(),
                table(),
                rounds,
                seconds));
    return 0;
  }

  private void run(Workload workload, Runtimes runtime) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(runtime.java());
    command.addAll(
        List.of(
            "-Dlogback.configurationFile=" + System.getProperty("logback.configurationFile"),
            "-cp",
            System.getProperty("java.class.path"),
            EngineProcess.class.getName(),
            workload.name(),
            Boolean.toString(!noEmit),
            Integer.toString(seconds)));
    threads.forEach(count -> command.add(count.toString()));
    Process process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    Map<String, List<Figure>> late = new LinkedHashMap<>();
    String name = "unknown";
    try (BufferedReader lines = process.inputReader()) {
      for (String line; (line = lines.readLine()) != null; ) {
        String[] words = line.split(" ");
        if (line.startsWith("runtime ")) {
          name = line.substring("runtime ".length());
        } else if (Integer.parseInt(words[2]) > seconds * 2 / 3) {
          late.computeIfAbsent(
                  "%s | %s | %s"
                      .formatted(
                          workload.word(), words[0].equals("java") ? "Java" : name, words[1]),
                  key -> new ArrayList<>())
              .add(new Figure(Double.parseDouble(words[3]), Double.parseDouble(words[4])));
        }
      }
    }
    if (process.waitFor() != 0) {
      throw new IllegalStateException("the measuring process failed");
    }
    late.forEach(
        (key, micros) -> {
          Figure median = Figure.median(micros);
          figures.computeIfAbsent(key, missing -> new ArrayList<>()).add(median);
          System.out.printf("%-60s %10.2f µs, %10.2f µs CPU%n", key, median.wall, median.cpu);
        });
  }

  private String table() {
    StringBuilder table =
        new StringBuilder(
            "| workload | runner | threads | µs per run | µs of CPU per run |\n|---|---|---|---|---|\n");
    figures.forEach(
        (key, micros) ->
            table.append(
                "| %s | %s | %s |\n"
                    .formatted(
                        key, Figure.wall(micros).text("%.2f"), Figure.cpu(micros).text("%.2f"))));
    return table.toString();
  }
}
