package io.scriptmaster.benchmarks.executions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.Collectors;

/** What the candidates did in one scenario. */
final class ScenarioResults {

  /** The second half of a shorter round is not warm. */
  private static final double WARM_SECONDS = 10;

  private final String scenario;
  private final int events;
  private final Map<String, Figures> candidates = new LinkedHashMap<>();
  private OptionalDouble latencyRate = OptionalDouble.empty();

  ScenarioResults(Scenario scenario) {
    this.scenario = scenario.name();
    this.events = scenario.events();
  }

  String scenario() {
    return scenario;
  }

  Figures of(String candidate) {
    return candidates.computeIfAbsent(candidate, name -> new Figures());
  }

  Map<String, Figures> candidates() {
    return candidates;
  }

  /** Those whose rounds were too short for a warm figure, with the seconds that they took. */
  String tooShort() {
    return candidates.entrySet().stream()
        .map(it -> Map.entry(it.getKey(), events / it.getValue().wholeRate().median()))
        .filter(it -> it.getValue() < WARM_SECONDS)
        .map(it -> "%s %.1f s".formatted(it.getKey(), it.getValue()))
        .collect(Collectors.joining(", "));
  }

  void latencyRate(double perSecond) {
    latencyRate = OptionalDouble.of(perSecond);
  }

  OptionalDouble latencyRate() {
    return latencyRate;
  }

  /** How fast the product is, warm, where the Java application is 1. */
  double warmShareOfJava() {
    return of("product").warmRate().median() / of("java").warmRate().median();
  }

  double medianLatencyOfJava() {
    return of("product").p50().median() / of("java").p50().median();
  }
}
