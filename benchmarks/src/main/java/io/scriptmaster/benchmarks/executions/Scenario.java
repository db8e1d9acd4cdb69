package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.Tenants;
import io.scriptmaster.benchmarks.load.Workload;

/**
 * What all candidates do in one row of the table.
 *
 * @param events in each round
 */
record Scenario(Workload workload, Tenants tenants, int events) {

  String name() {
    int count = tenants.ids().size();
    return "%s, %s"
        .formatted(workload.word(), count == 1 ? "1 tenant" : "%,d tenants".formatted(count));
  }

  Events events(String run) {
    return new Events(run, workload.eventType(), tenants);
  }
}
