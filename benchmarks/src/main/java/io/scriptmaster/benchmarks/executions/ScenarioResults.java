package io.scriptmaster.benchmarks.executions;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;

/** What the candidates did in one scenario. */
final class ScenarioResults {

  private final String scenario;
  private final Map<String, Figures> candidates = new LinkedHashMap<>();
  private OptionalDouble latencyRate = OptionalDouble.empty();

  ScenarioResults(String scenario) {
    this.scenario = scenario;
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
