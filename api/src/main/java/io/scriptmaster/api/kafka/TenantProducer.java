package io.scriptmaster.api.kafka;

import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.Topic;
import java.time.Duration;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes records of tenants to one topic, keyed by tenant, on the tenant's partition.
 *
 * <p>Idempotent and acknowledged by all in-sync replicas; gives up after about ten seconds. Safe
 * for use by several threads.
 */
public final class TenantProducer<V extends SpecificRecord> implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<String, V> producer;
  private final Topic<V> topic;
  private final int partitions;

  public TenantProducer(KafkaConnection kafka, Topic<V> topic) {
    this.producer =
        new KafkaProducer<>(
            settings(kafka.bootstrapServers()),
            new StringSerializer(),
            kafka.serdes().serializer(topic));
    this.topic = topic;
    this.partitions = kafka.partitions();
  }

  /**
   * Sends one record, and tells the callback what became of it.
   *
   * @throws org.apache.kafka.common.KafkaException where it can not even be sent
   */
  public void send(TenantId tenant, V value, Callback callback) {
    producer.send(
        new ProducerRecord<>(
            topic.name(), TenantPartition.of(tenant, partitions), tenant.value(), value),
        callback);
  }

  @Override
  public void close() {
    producer.close(CLOSE_TIMEOUT);
  }

  private static Map<String, Object> settings(String bootstrapServers) {
    return Map.of(
        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
        bootstrapServers,
        ProducerConfig.CLIENT_ID_CONFIG,
        "scriptmaster-api",
        ProducerConfig.ACKS_CONFIG,
        "all",
        ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
        true,
        ProducerConfig.LINGER_MS_CONFIG,
        0,
        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
        4 * 1024 * 1024,
        ProducerConfig.MAX_BLOCK_MS_CONFIG,
        5_000,
        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
        4_000,
        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
        10_000);
  }
}
