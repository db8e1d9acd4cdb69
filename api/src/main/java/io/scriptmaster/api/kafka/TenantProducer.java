package io.scriptmaster.api.kafka;

import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes records of tenants to one topic, keyed by tenant, on the tenant's partition.
 *
 * <p>Idempotent and acknowledged by all in-sync replicas; gives up after about ten seconds. Safe
 * for use by several threads.
 */
public final class TenantProducer<V> implements AutoCloseable {

  private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

  private final KafkaProducer<String, V> producer;
  private final String topic;
  private final int partitions;

  private TenantProducer(KafkaConnection kafka, String topic, Serializer<V> values) {
    this.producer =
        new KafkaProducer<>(settings(kafka.bootstrapServers()), new StringSerializer(), values);
    this.topic = topic;
    this.partitions = kafka.partitions();
  }

  public static <V extends SpecificRecord> TenantProducer<V> of(
      KafkaConnection kafka, Topic<V> topic) {
    return new TenantProducer<>(kafka, topic.name(), kafka.serdes().serializer(topic));
  }

  /** Of values that are in the wire format already. */
  public static TenantProducer<byte[]> ofBytes(KafkaConnection kafka, Topic<?> topic) {
    return new TenantProducer<>(kafka, topic.name(), new ByteArraySerializer());
  }

  /**
   * Sends one record, and tells the callback what became of it.
   *
   * @throws org.apache.kafka.common.KafkaException where it can not even be sent
   */
  public void send(TenantId tenant, V value, Callback callback) {
    producer.send(
        new ProducerRecord<>(topic, TenantPartition.of(tenant, partitions), tenant.value(), value),
        callback);
  }

  /**
   * Sends records in this order and returns when all are acknowledged.
   *
   * @param otherwise what the client is told where not all are; some may have been
   * @throws KafkaUnavailableException where not all are
   */
  public void sendAll(TenantId tenant, List<V> values, String otherwise) {
    List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
    try {
      for (V value : values) {
        acknowledgements.add(send(tenant, value));
      }
      // The producer gives up by itself, so this ends.
      CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new)).join();
    } catch (KafkaException e) {
      throw new KafkaUnavailableException(otherwise, e);
    } catch (CompletionException e) {
      throw new KafkaUnavailableException(otherwise, e.getCause());
    }
  }

  private CompletableFuture<Void> send(TenantId tenant, V value) {
    CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
    send(
        tenant,
        value,
        (sent, failure) -> {
          if (failure == null) {
            acknowledgement.complete(null);
          } else {
            acknowledgement.completeExceptionally(failure);
          }
        });
    return acknowledgement;
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
