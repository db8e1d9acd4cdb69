package io.scriptmaster.testkit;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.testkit.guarantees.ProducedEvent;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * An upstream producer in a hurry: keyed by tenant, in order, without waiting for each
 * acknowledgement. Outlasts a broker that is away for less than five minutes.
 */
public final class TriggerProducer implements AutoCloseable {

  private static final int PATIENCE_MILLIS = 300_000;

  private final KafkaProducer<String, byte[]> producer;
  private final Topic<TriggerEvent> topic;
  private final Serializer<TriggerEvent> serializer;
  private final AtomicReference<Exception> failure = new AtomicReference<>();

  public TriggerProducer(String bootstrapServers, AvroSerdes serdes, Topic<TriggerEvent> topic) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.MAX_BLOCK_MS_CONFIG,
                PATIENCE_MILLIS,
                ProducerConfig.LINGER_MS_CONFIG,
                5),
            new StringSerializer(),
            new ByteArraySerializer());
    this.topic = topic;
    this.serializer = serdes.serializer(topic);
  }

  /** Sends it to its tenant's partition. */
  public void send(ProducedEvent event) {
    send(event, null);
  }

  /** Sends it to a partition that may not be its tenant's. */
  public void misplace(ProducedEvent event, int partition) {
    send(event, partition);
  }

  private void send(ProducedEvent event, Integer partition) {
    byte[] bytes = serializer.serialize(topic.name(), event.record(Instant.now()));
    producer.send(
        new ProducerRecord<>(topic.name(), partition, event.tenant(), bytes),
        (_, e) -> failure.compareAndSet(null, e));
  }

  /**
   * Waits for all acknowledgements.
   *
   * @throws IllegalStateException where one did not come
   */
  public void flush() {
    producer.flush();
    Exception e = failure.get();
    if (e != null) {
      throw new IllegalStateException("an event was not acknowledged: " + e.getMessage(), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
