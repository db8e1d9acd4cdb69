package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.surroundings.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** All results of a run, for a terminal, a page and a picture. */
final class ResultsTable {

  private final String command;
  private final List<ScenarioResults> rows = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  ResultsTable(String command) {
    this.command = command;
  }

  ScenarioResults row(Scenario scenario) {
    ScenarioResults row = new ScenarioResults(scenario);
    rows.add(row);
    return row;
  }

  void note(String note) {
    notes.add(note);
  }

  void write(Path withoutSuffix) throws IOException {
    Files.createDirectories(withoutSuffix.toAbsolutePath().getParent());
    String name = withoutSuffix.getFileName().toString();
    Files.writeString(withoutSuffix.resolveSibling(name + ".md"), page(name));
    Files.writeString(withoutSuffix.resolveSibling(name + ".svg"), new Picture(rows).svg());
  }

  private String page(String name) {
    return """
        # Executions: the product beside baselines

        Written by `%s` on %s.

        ![executions per second](%s.svg)

        %s
        %s
        Medians over the rounds, with the least and the most in brackets. How it is measured: [benchmarks](../README.md).
        """
        .formatted(command, Machine.description(), name, text(), notes());
  }

  private String notes() {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append("- ").append(note).append('\n'));
    rows.stream()
        .filter(row -> row.warmShareOfJava() > 0)
        .forEach(
            row ->
                text.append(
                    "- %s: the product does %.2f of what the Java application does, warm%s.\n"
                        .formatted(row.scenario(), row.warmShareOfJava(), latencyNote(row))));
    rows.stream()
        .filter(row -> !row.tooShort().isEmpty())
        .forEach(
            row ->
                text.append(
                    "- %s: these rounds were too short to be warm, so the warm figures are too low: %s.\n"
                        .formatted(row.scenario(), row.tooShort())));
    return text.toString();
  }

  private static String latencyNote(ScenarioResults row) {
    return row.latencyRate().isPresent()
        ? "; its median latency is %.2f of that one's".formatted(row.medianLatencyOfJava())
        : "";
  }

  String text() {
    StringBuilder text =
        new StringBuilder(
            """
            | workload | candidate | whole run, per second | warm, per second | allocated, KB each | CPU, µs each | p50, ms | p99, ms |
            |---|---|---|---|---|---|---|---|
            """);
    for (ScenarioResults row : rows) {
      for (Map.Entry<String, Figures> candidate : row.candidates().entrySet()) {
        Figures figures = candidate.getValue();
        text.append(
            "| %s | %s | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    row.scenario(),
                    candidate.getKey(),
                    figures.wholeRate().text("%,.0f"),
                    figures.warmRate().text("%,.0f"),
                    figures.allocatedKilobytes().text("%.1f"),
                    figures.cpuMicros().text("%.1f"),
                    figures.p50().text("%.0f") + rate(row),
                    figures.p99().text("%.0f")));
      }
    }
    return text.toString();
  }

  private static String rate(ScenarioResults row) {
    return row.latencyRate().isPresent()
        ? " at %,.0f/s".formatted(row.latencyRate().getAsDouble())
        : "";
  }
}
