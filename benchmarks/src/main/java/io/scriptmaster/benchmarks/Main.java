package io.scriptmaster.benchmarks;

import io.scriptmaster.benchmarks.engine.EngineBenchmark;
import io.scriptmaster.benchmarks.entities.EntitiesBenchmark;
import io.scriptmaster.benchmarks.executions.ExecutionsBenchmark;
import io.scriptmaster.benchmarks.fairness.FairnessBenchmark;
import io.scriptmaster.benchmarks.schedules.SchedulesBenchmark;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** {@code ./scriptmaster benchmark NAME}. */
@Command(
    name = "./scriptmaster benchmark",
    description = "Measures; benchmarks/README.md has the figures.",
    mixinStandardHelpOptions = true,
    subcommands = {
      EntitiesBenchmark.class,
      ExecutionsBenchmark.class,
      EngineBenchmark.class,
      FairnessBenchmark.class,
      SchedulesBenchmark.class
    })
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    // The broker in this process has a thread that outlives its work.
    System.exit(new CommandLine(new Main()).execute(arguments));
  }
}
