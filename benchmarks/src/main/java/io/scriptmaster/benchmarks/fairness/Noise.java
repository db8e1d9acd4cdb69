package io.scriptmaster.benchmarks.fairness;

import io.scriptmaster.benchmarks.candidates.ScriptToCreate;
import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.Tenants;
import io.scriptmaster.benchmarks.load.Workload;
import java.util.Locale;
import java.util.Map;

/** A tenant that asks for more than its share, in one of three ways. */
enum Noise {
  /** Each run takes all the CPU time that it may have. */
  LOOPS("while (true) {}"),
  /** Each run waits for 25 s, less a little, and then ends. */
  SLEEPS("await new Promise(resolve => setTimeout(resolve, 24900));\nreturn 1;"),
  /** Many small runs. */
  FLOOD(Workload.SMALL.source(false));

  private final String source;

  Noise(String source) {
    this.source = source;
  }

  String tenant() {
    return "noisy-" + name().toLowerCase(Locale.ROOT);
  }

  ScriptToCreate script() {
    return new ScriptToCreate("noise", "noise.happened", source, Map.of());
  }

  Events events() {
    return new Events(tenant(), "noise.happened", Tenants.named(tenant()));
  }
}
