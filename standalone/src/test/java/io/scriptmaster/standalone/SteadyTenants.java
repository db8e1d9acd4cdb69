package io.scriptmaster.standalone;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.KillableCluster;
import io.scriptmaster.testkit.TriggerProducer;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Tenants that send events at a steady rate, and measure the time until each one's execution is
 * committed, as another consumer sees it.
 */
final class SteadyTenants implements AutoCloseable {

  static final String EVENT_TYPE = "steady.asked";
  static final String SOURCE = "return event.payload.n * 2;";

  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();
  private static final Duration POLL = Duration.ofMillis(10);

  /** For what is missing; when it comes is measured. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final List<String> tenants;
  private final Duration between;
  private final TriggerProducer producer;
  private final KafkaConsumer<String, Execution> consumer;
  private final Map<String, Long> sent = new ConcurrentHashMap<>();
  private final List<Answered> answered = new ArrayList<>();
  private final Stalls stalls = new Stalls();
  private final Thread sending;
  private final Thread watching;
  private volatile boolean stopSending;
  private volatile boolean stopWatching;

  private record Answered(Execution execution, long sent, long committed) {}

  /**
   * An execution, and how long after its event it was there, less what this process, too, stood
   * still.
   */
  record Answer(String tenant, String outcome, Duration latency) {}

  /**
   * What was measured.
   *
   * @param lost events without an execution
   */
  record Measured(List<Answer> answers, int lost) {

    Duration percentile(double part) {
      List<Duration> sorted = answers.stream().map(Answer::latency).sorted().toList();
      return sorted.get((int) Math.ceil(part * sorted.size()) - 1);
    }

    Measured of(String tenant) {
      return new Measured(
          answers.stream().filter(answer -> answer.tenant().equals(tenant)).toList(), lost);
    }

    @Override
    public String toString() {
      return "%d executions, %d lost, p50 %d ms, p99 %d ms, slowest %d ms"
          .formatted(
              answers.size(),
              lost,
              percentile(0.5).toMillis(),
              percentile(0.99).toMillis(),
              percentile(1).toMillis());
    }
  }

  private SteadyTenants(KillableCluster cluster, List<String> tenants, int perSecond) {
    this.tenants = tenants;
    this.between = Duration.ofSeconds(1).dividedBy((long) perSecond * tenants.size());
    this.producer =
        new TriggerProducer(cluster.bootstrapServers(), cluster.serdes(), TOPICS.triggerEvents());
    this.consumer = consumer(cluster);
    this.sending = Thread.ofVirtual().unstarted(this::send);
    this.watching = Thread.ofPlatform().unstarted(this::watch);
  }

  /**
   * @param perSecond of each
   */
  static SteadyTenants start(KillableCluster cluster, List<String> tenants, int perSecond) {
    SteadyTenants steady = new SteadyTenants(cluster, tenants, perSecond);
    steady.watching.start();
    steady.sending.start();
    return steady;
  }

  private static KafkaConsumer<String, Execution> consumer(KillableCluster cluster) {
    Deserializer<Execution> executions = cluster.serdes().deserializer(TOPICS.executions());
    KafkaConsumer<String, Execution> consumer =
        new KafkaConsumer<>(
            Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                cluster.bootstrapServers(),
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed"),
            new StringDeserializer(),
            executions);
    List<TopicPartition> partitions =
        consumer.partitionsFor(TOPICS.executions().name()).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToEnd(partitions);
    partitions.forEach(consumer::position);
    return consumer;
  }

  private void send() {
    long next = System.nanoTime();
    String run = Long.toHexString(next);
    for (int n = 0; !stopSending; n++) {
      String tenant = tenants.get(n % tenants.size());
      String id = "steady-%s-%d".formatted(run, n);
      sent.put(id, System.nanoTime());
      producer.send(
          new ProducedEvent(
              tenant, id, EVENT_TYPE, Optional.of("key-" + n % 100), "{\"n\":%d}".formatted(n)));
      next += between.toNanos();
      sleep(Duration.ofNanos(next - System.nanoTime()));
    }
    producer.flush();
  }

  private static void sleep(Duration time) {
    if (time.isPositive()) {
      try {
        Thread.sleep(time);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }

  private void watch() {
    while (!stopWatching) {
      consumer
          .poll(POLL)
          .forEach(
              record -> {
                long now = System.nanoTime();
                Long since = sent.remove(record.value().getTriggerId());
                if (since != null) {
                  answered.add(new Answered(record.value(), since, now));
                }
              });
    }
    consumer.close();
  }

  /** Sends no more, and waits for what is missing. */
  Measured stop() throws InterruptedException {
    stopSending = true;
    sending.join();
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!sent.isEmpty() && System.nanoTime() < deadline) {
      Thread.sleep(POLL);
    }
    stopWatching = true;
    watching.join();
    return new Measured(answered.stream().map(this::answer).toList(), sent.size());
  }

  private Answer answer(Answered one) {
    return new Answer(
        one.execution().getTenant(),
        one.execution().getOutcome(),
        Duration.ofNanos(one.committed() - one.sent())
            .minus(stalls.between(one.sent(), one.committed())));
  }

  @Override
  public void close() {
    stopSending = true;
    stopWatching = true;
    stalls.close();
    producer.close();
  }
}
