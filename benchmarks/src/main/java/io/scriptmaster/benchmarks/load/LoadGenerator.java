package io.scriptmaster.benchmarks.load;

import io.scriptmaster.event.TriggerEvent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Sends events to a topic as an upstream producer does: keyed by tenant, acknowledged by all
 * replicas.
 */
public final class LoadGenerator implements AutoCloseable {

  private static final int AS_FAST_AS_POSSIBLE = 1_000_000_000;

  private final String topic;
  private final KafkaProducer<String, TriggerEvent> producer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  /**
   * @param lingerMillis 0 for latency, more for throughput
   */
  public LoadGenerator(
      String bootstrapServers,
      String topic,
      Serializer<TriggerEvent> serializer,
      int lingerMillis) {
    this.topic = topic;
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers,
                ProducerConfig.LINGER_MS_CONFIG, lingerMillis,
                ProducerConfig.BATCH_SIZE_CONFIG, 128 * 1024),
            new StringSerializer(),
            serializer);
  }

  /** Sends as fast as Kafka takes them, and returns when it has them. */
  public void flood(Events events, int count) {
    flood(events, count, AS_FAST_AS_POSSIBLE);
  }

  /** The same, but no faster than this. */
  public void flood(Events events, int count, int perSecond) {
    long start = System.nanoTime();
    for (int n = 0; n < count; n++) {
      long due = start + n * 1_000_000_000L / perSecond;
      // Kafka sends batches anyway: a little too early costs nothing, a look at each clock does.
      for (long wait; n % 100 == 0 && (wait = due - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(wait);
      }
      send(events.event(n));
    }
    producer.flush();
    throwFailure();
  }

  /** Sends each when it is due, on the calling thread, until none is left. */
  public void run(List<Traffic> traffic) {
    long start = System.nanoTime() + 10_000_000;
    PriorityQueue<Next> queue = new PriorityQueue<>(Comparator.comparingLong(Next::dueNanos));
    for (int each = 0; each < traffic.size(); each++) {
      // Not all at once: that would measure bursts.
      traffic.get(each).startAt(start, (double) each / traffic.size());
      queue.add(new Next(traffic.get(each), 0));
    }
    while (!queue.isEmpty()) {
      Next next = queue.poll();
      for (long wait; (wait = next.dueNanos() - System.nanoTime()) > 0; ) {
        LockSupport.parkNanos(wait);
      }
      send(next.traffic.events().event(next.n));
      if (next.n + 1 < next.traffic.count()) {
        queue.add(new Next(next.traffic, next.n + 1));
      }
    }
    producer.flush();
    throwFailure();
  }

  @Override
  public void close() {
    producer.close();
  }

  private void send(TriggerEvent event) {
    producer.send(
        new ProducerRecord<>(topic, event.getTenant(), event),
        (sent, exception) -> {
          if (exception != null) {
            failure.compareAndSet(null, exception);
          }
        });
  }

  private void throwFailure() {
    if (failure.get() != null) {
      throw new IllegalStateException("an event could not be sent", failure.get());
    }
  }

  private record Next(Traffic traffic, int n) {

    long dueNanos() {
      return traffic.dueNanos(n);
    }
  }
}
