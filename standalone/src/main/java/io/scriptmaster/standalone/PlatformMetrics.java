package io.scriptmaster.standalone;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.scriptmaster.api.Metrics;
import io.scriptmaster.engine.ScriptEngine;
import java.time.InstantSource;

/** All that is measured of this process. {@code docs/operations.md} lists it. */
final class PlatformMetrics implements Metrics, AutoCloseable {

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final JvmGcMetrics garbageCollection = new JvmGcMetrics();

  // Meters hold what they ask weakly: it is kept alive here.
  private volatile Runnable refresh = () -> {};

  PlatformMetrics(ScriptEngine engine) {
    garbageCollection.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    Gauge.builder("scriptmaster.engine.compiled", () -> engine.runtime().optimizing() ? 1 : 0)
        .description("1 where hot scripts are compiled, 0 where all are interpreted.")
        .strongReference(true)
        .register(registry);
  }

  /** Also measures these from now on. */
  void measure(StreamApplications applications) {
    StreamsMeters streams = new StreamsMeters(applications.all(), registry);
    BacklogMeters backlog =
        new BacklogMeters(applications::backlogTotals, InstantSource.system(), registry);
    refresh =
        () -> {
          streams.refresh();
          backlog.refresh();
        };
  }

  @Override
  public MeterRegistry registry() {
    return registry;
  }

  @Override
  public String text() {
    refresh.run();
    return registry.scrape();
  }

  @Override
  public void close() {
    garbageCollection.close();
    registry.close();
  }
}
