package io.scriptmaster.benchmarks.candidates;

import io.scriptmaster.benchmarks.load.Events;
import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Cluster;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.Topic;
import java.time.Duration;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Whether a candidate did the whole work of a run: one succeeded execution per event, with as many
 * log lines, emitted events and values as the workload has. A figure of half the work is none.
 */
public final class OutputCheck {

  private static final Duration POLL = Duration.ofMillis(200);

  private final Cluster cluster;
  private final Candidate candidate;
  private final Map<TopicPartition, Long> before = new HashMap<>();

  private OutputCheck(Cluster cluster, Candidate candidate) {
    this.cluster = cluster;
    this.candidate = candidate;
  }

  /** To be called while the candidate is stopped. */
  public static OutputCheck from(Cluster cluster, Candidate candidate) {
    OutputCheck check = new OutputCheck(cluster, candidate);
    try (var consumer = check.consumer()) {
      for (Topic<?> topic : check.outputs()) {
        check.before.putAll(consumer.endOffsets(partitions(consumer, topic)));
      }
    }
    return check;
  }

  /**
   * To be called when the candidate has answered all events.
   *
   * @return a number that is the same for all candidates that returned the same for each event
   * @throws IllegalStateException that says what is missing or too much
   */
  public long require(Events events, int count, Workload workload, boolean emit) {
    Tally tally = new Tally(events, count, workload, workload.emitted(emit));
    Deserializer<Execution> executions =
        cluster.serdes().deserializer(candidate.topics().executions());
    forEach(candidate.topics().executions(), value -> tally.add(executions.deserialize("", value)));
    tally.requireAllSeen();
    requireCount(candidate.topics().executionLogs(), count * workload.logLines());
    requireCount(candidate.topics().scriptEvents(), count * workload.emitted(emit));
    return tally.resultHash;
  }

  private void requireCount(Topic<?> topic, int expected) {
    int[] found = {0};
    forEach(topic, value -> found[0]++);
    if (found[0] != expected) {
      throw new IllegalStateException(
          "%s: %d records in %s instead of %d"
              .formatted(candidate.name(), found[0], topic.name(), expected));
    }
  }

  private void forEach(Topic<?> topic, Consumer<byte[]> action) {
    try (var consumer = consumer()) {
      List<TopicPartition> partitions = partitions(consumer, topic);
      Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
      consumer.assign(partitions);
      partitions.forEach(partition -> consumer.seek(partition, before.get(partition)));
      while (partitions.stream()
          .anyMatch(partition -> consumer.position(partition) < ends.get(partition))) {
        consumer.poll(POLL).forEach(record -> action.accept(record.value()));
      }
    }
  }

  private List<Topic<?>> outputs() {
    return List.of(
        candidate.topics().executions(),
        candidate.topics().executionLogs(),
        candidate.topics().scriptEvents());
  }

  private KafkaConsumer<byte[], byte[]> consumer() {
    return new KafkaConsumer<>(
        Map.of(
            ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
            cluster.bootstrapServers(),
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            "read_committed",
            ConsumerConfig.MAX_POLL_RECORDS_CONFIG,
            10_000),
        new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
  }

  private static List<TopicPartition> partitions(KafkaConsumer<?, ?> consumer, Topic<?> topic) {
    return consumer.partitionsFor(topic.name()).stream()
        .map(partition -> new TopicPartition(topic.name(), partition.partition()))
        .toList();
  }

  private static final class Tally {

    private final Events events;
    private final int count;
    private final Workload workload;
    private final int emitted;
    private final BitSet seen = new BitSet();

    private long resultHash;

    private Tally(Events events, int count, Workload workload, int emitted) {
      this.events = events;
      this.count = count;
      this.workload = workload;
      this.emitted = emitted;
    }

    private void add(Execution execution) {
      int n = events.numberOf(execution.getTriggerId());
      if (n < 0 || n >= count || seen.get(n)) {
        throw new IllegalStateException("not asked for, or twice: " + execution);
      }
      if (!execution.getOutcome().equals("succeeded")
          || execution.getLogLines() != workload.logLines()
          || execution.getEmitted() != emitted
          || execution.getValuesWritten() != workload.valuesWritten()) {
        throw new IllegalStateException("not the work of %s: %s".formatted(workload, execution));
      }
      seen.set(n);
      resultHash += 31L * n * execution.getResult().hashCode() + n;
    }

    private void requireAllSeen() {
      if (seen.cardinality() != count) {
        throw new IllegalStateException(
            "%d events without an execution, the first is %d"
                .formatted(count - seen.cardinality(), seen.nextClearBit(0)));
      }
    }
  }
}
