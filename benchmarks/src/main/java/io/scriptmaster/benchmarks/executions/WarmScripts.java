package io.scriptmaster.benchmarks.executions;

import io.scriptmaster.benchmarks.candidates.ProductUnderTest;
import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.LoadGenerator;
import io.scriptmaster.benchmarks.load.OutputWatch;
import io.scriptmaster.benchmarks.load.Tenants;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import java.io.IOException;
import java.time.Duration;

/** How much of the heap a script takes that ran and is kept ready to run again. */
final class WarmScripts {

  private static final Duration AT_MOST = Duration.ofMinutes(5);
  private static final int FIRST = 5_000;

  private final Cluster cluster;
  private final ProductUnderTest product;

  WarmScripts(Cluster cluster, ProductUnderTest product) {
    this.cluster = cluster;
    this.product = product;
  }

  /**
   * One tenant's script runs first, so that what all share is there. Then each of the others runs
   * twice.
   */
  String measure(int tenants) throws IOException, InterruptedException {
    String type = Workload.SMALL.eventType();
    var topic = product.topics().triggerEvents();
    try (OutputWatch outputs =
            OutputWatch.count(cluster.bootstrapServers(), product.topics().executions().name());
        LoadGenerator load =
            new LoadGenerator(
                cluster.bootstrapServers(), topic.name(), cluster.serdes().serializer(topic), 5);
        ProductUnderTest.RunningProduct running = product.start()) {
      load.flood(new Events("warm-first", type, Tenants.one()), FIRST);
      outputs.await(FIRST, AT_MOST);
      long before = running.vitals().heapAfterCollection();
      for (String tenant : Tenants.zipf(tenants).ids()) {
        load.flood(new Events("warm-" + tenant, type, Tenants.named(tenant)), 2);
      }
      if (!outputs.await(FIRST + 2 * tenants, AT_MOST)) {
        throw new IllegalStateException("%d scripts did not run".formatted(tenants));
      }
      long after = running.vitals().heapAfterCollection();
      return "%,d warm scripts of as many tenants take %.1f KB of heap each (%.1f MB before, %.1f MB after)."
          .formatted(tenants, (after - before) / 1e3 / tenants, before / 1e6, after / 1e6);
    }
  }
}
