package io.scriptmaster.standalone;

import static java.util.function.Function.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.kafka.common.MetricName;

/** What of Kafka's own measurements is shown; of all threads of an application together. */
enum StreamsMeasure {
  PROCESSED("records", "Records processed.", "stream-thread-metrics", "process-total"),
  SENT(
      "sent.records",
      "Records sent to Kafka, changelogs included.",
      "producer-metrics",
      "record-send-total"),
  SEND_ERRORS(
      "send.errors", "Records that Kafka did not take.", "producer-metrics", "record-error-total"),
  REBALANCES(
      "rebalances",
      "Rebalances of the group that this instance saw.",
      "consumer-coordinator-metrics",
      "rebalance-total"),
  FAILED_THREADS(
      "failed.threads",
      "Stream threads that failed; each is replaced.",
      "stream-metrics",
      "failed-stream-threads"),
  THREADS("threads", "Stream threads alive.", "stream-metrics", "alive-stream-threads"),
  LAG(
      "lag.records",
      "Records not read yet, of the partitions at work at this instance.",
      "consumer-fetch-manager-metrics",
      "records-lag"),
  COMMIT(
      "commit.latency.max.seconds",
      "Longest commit of the last minute.",
      "stream-thread-metrics",
      "commit-latency-max");

  private static final Map<String, StreamsMeasure> BY_KAFKA_NAME =
      Arrays.stream(values())
          .collect(Collectors.toMap(one -> one.group + "/" + one.metric, identity()));

  private final String name;
  private final String description;
  private final String group;
  private final String metric;

  StreamsMeasure(String name, String description, String group, String metric) {
    this.name = name;
    this.description = description;
    this.group = group;
    this.metric = metric;
  }

  /** The measure that a metric of Kafka is a part of. */
  static Optional<StreamsMeasure> of(MetricName kafka) {
    return Optional.ofNullable(BY_KAFKA_NAME.get(kafka.group() + "/" + kafka.name()))
        .filter(measure -> measure != LAG || isOfAPartition(kafka));
  }

  /** What a restore has not read yet is no lag of the work. */
  private static boolean isOfAPartition(MetricName lag) {
    return lag.tags().containsKey("partition")
        && !lag.tags().getOrDefault("client-id", "").endsWith("-restore-consumer");
  }

  String meter() {
    return "scriptmaster.streams." + name;
  }

  String description() {
    return description;
  }

  boolean onlyGrows() {
    return this != THREADS && this != LAG && this != COMMIT;
  }

  /** From Kafka's unit to ours. */
  double scale() {
    return this == COMMIT ? 0.001 : 1;
  }

  double together(double one, double other) {
    return this == COMMIT ? Math.max(one, other) : one + other;
  }
}
