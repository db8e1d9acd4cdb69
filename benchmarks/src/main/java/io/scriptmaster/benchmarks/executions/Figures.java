package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.load.Percentiles;
import io.scriptmaster.benchmarks.load.Spread;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** All that was measured of one candidate in one scenario. */
final class Figures {

  private final List<Round> rounds = new ArrayList<>();
  private final List<Percentiles> latencies = new ArrayList<>();

  void add(Round round) {
    rounds.add(round);
  }

  void add(Percentiles latency) {
    latencies.add(latency);
  }

  Spread wholeRate() {
    return ofRounds(Round::wholeRate);
  }

  Spread warmRate() {
    return ofRounds(Round::warmRate);
  }

  Spread allocatedKilobytes() {
    return ofRounds(round -> round.allocatedBytes() / 1e3);
  }

  Spread cpuMicros() {
    return ofRounds(round -> round.cpuNanos() / 1e3);
  }

  Spread p50() {
    return ofLatencies(Percentiles::p50);
  }

  Spread p99() {
    return ofLatencies(Percentiles::p99);
  }

  private Spread ofRounds(ToDoubleFunction<Round> figure) {
    return Spread.of(rounds.stream().mapToDouble(figure).filter(it -> it > 0).boxed().toList());
  }

  private Spread ofLatencies(ToDoubleFunction<Percentiles> figure) {
    return Spread.of(latencies.stream().mapToDouble(figure).boxed().toList());
  }
}
