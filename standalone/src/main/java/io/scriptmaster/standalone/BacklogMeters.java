package io.scriptmaster.standalone;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scriptmaster.processors.executions.Backlog.ByReason;
import io.scriptmaster.processors.executions.BacklogTotals;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Shows what is admitted and not finished, as it was at the last {@link #refresh}. */
final class BacklogMeters {

  private final Supplier<BacklogTotals> source;
  private final InstantSource clock;
  private volatile BacklogTotals totals = BacklogTotals.NONE;

  BacklogMeters(Supplier<BacklogTotals> source, InstantSource clock, MeterRegistry registry) {
    this.source = source;
    this.clock = clock;
    show("queued", ByReason::queued, registry);
    show("running", ByReason::running, registry);
    show("waiting", ByReason::waiting, registry);
    show("retrying", ByReason::retrying, registry);
    show("parked", ByReason::parked, registry);
    Gauge.builder("scriptmaster.backlog.spilled", this, it -> it.totals.spilled())
        .description("Queued executions that are in the store alone.")
        .register(registry);
    Gauge.builder("scriptmaster.backlog.postponed", this, it -> it.totals.postponed())
        .description("Queued events that are in their topic alone.")
        .register(registry);
    Gauge.builder("scriptmaster.backlog.oldest", this, BacklogMeters::oldestSeconds)
        .description("Time since the oldest execution that is not finished was admitted.")
        .baseUnit("seconds")
        .register(registry);
  }

  void refresh() {
    totals = source.get();
  }

  private void show(String state, ToLongFunction<ByReason> count, MeterRegistry registry) {
    Gauge.builder(
            "scriptmaster.backlog.executions", this, it -> count.applyAsLong(it.totals.byReason()))
        .description("Executions that are admitted and not finished, by their state.")
        .tag("state", state)
        .register(registry);
  }

  private double oldestSeconds() {
    return totals
        .oldest()
        .map(oldest -> Math.max(0, Duration.between(oldest, clock.instant()).toMillis() / 1000.0))
        .orElse(0.0);
  }
}
