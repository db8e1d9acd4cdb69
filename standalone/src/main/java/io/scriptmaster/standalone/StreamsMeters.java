package io.scriptmaster.standalone;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.scriptmaster.processors.streams.StreamsApplication;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.Metric;

/**
 * Shows a few of the thousands of things that Kafka measures of the stream applications, each one
 * number per application, as they were at the last {@link #refresh}.
 *
 * <p>Not Micrometer's own binder: it shows a meter for each task, store and client, under the ids
 * that these have until the next restart.
 */
final class StreamsMeters {

  private final List<StreamsApplication> applications;
  private final Map<String, Map<StreamsMeasure, Double>> measured = new ConcurrentHashMap<>();

  StreamsMeters(List<StreamsApplication> applications, MeterRegistry registry) {
    this.applications = applications;
    for (StreamsApplication application : applications) {
      for (StreamsMeasure measure : StreamsMeasure.values()) {
        show(application.name(), measure, registry);
      }
      show(application, registry);
    }
  }

  private void show(String application, StreamsMeasure measure, MeterRegistry registry) {
    if (measure.onlyGrows()) {
      FunctionCounter.builder(measure.meter(), this, it -> it.value(application, measure))
          .description(measure.description())
          .tag("application", application)
          .register(registry);
    } else {
      Gauge.builder(measure.meter(), this, it -> it.value(application, measure))
          .description(measure.description())
          .tag("application", application)
          .register(registry);
    }
  }

  private static void show(StreamsApplication application, MeterRegistry registry) {
    Gauge.builder("scriptmaster.streams.partitions", application, it -> it.activePartitions())
        .description("Partitions at work at this instance.")
        .tag("application", application.name())
        .register(registry);
    FunctionCounter.builder(
            "scriptmaster.unreadable.records", application, StreamsApplication::unreadable)
        .description(
            "Records of the platform's own topics that could not be read; dead letters, too.")
        .tag("application", application.name())
        .register(registry);
  }

  void refresh() {
    applications.forEach(
        application -> measured.put(application.name(), sums(application.measurements())));
  }

  private double value(String application, StreamsMeasure measure) {
    return measured.getOrDefault(application, Map.of()).getOrDefault(measure, 0.0);
  }

  static Map<StreamsMeasure, Double> sums(Iterable<? extends Metric> metrics) {
    Map<StreamsMeasure, Double> sums = new EnumMap<>(StreamsMeasure.class);
    for (Metric metric : metrics) {
      StreamsMeasure.of(metric.metricName())
          .ifPresent(
              measure -> {
                // Not a number where nothing was measured lately.
                if (metric.metricValue() instanceof Number number
                    && !Double.isNaN(number.doubleValue())) {
                  sums.merge(measure, number.doubleValue() * measure.scale(), measure::together);
                }
              });
    }
    return sums;
  }
}
