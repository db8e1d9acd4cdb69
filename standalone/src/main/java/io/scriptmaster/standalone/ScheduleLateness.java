package io.scriptmaster.standalone;

import io.prometheus.metrics.model.registry.Collector;
import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.scriptmaster.scheduler.ScheduleDrift;

/**
 * Shows how late slots were decided. Not by a meter: the scheduler has counted them into buckets
 * itself.
 */
final class ScheduleLateness implements Collector {

  private final ScheduleDrift drift;

  ScheduleLateness(ScheduleDrift drift) {
    this.drift = drift;
  }

  @Override
  public HistogramSnapshot collect() {
    return HistogramSnapshot.builder()
        .name("scriptmaster_schedule_lateness_seconds")
        .help("From the moment that a slot was due to the one in which it was decided.")
        .dataPoint(
            HistogramDataPointSnapshot.builder()
                .classicHistogramBuckets(buckets())
                .sum(drift.sum().toMillis() / 1000.0)
                .build())
        .build();
  }

  /** Each without those before it, which is how they are wanted here. */
  private ClassicHistogramBuckets buckets() {
    ClassicHistogramBuckets.Builder buckets = ClassicHistogramBuckets.builder();
    long before = 0;
    for (ScheduleDrift.Bucket bucket : drift.buckets()) {
      buckets.bucket(bucket.upTo().toMillis() / 1000.0, bucket.count() - before);
      before = bucket.count();
    }
    // While slots are decided, the count may be behind the buckets.
    return buckets.bucket(Double.POSITIVE_INFINITY, Math.max(0, drift.count() - before)).build();
  }
}
