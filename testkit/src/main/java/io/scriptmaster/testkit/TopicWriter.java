package io.scriptmaster.testkit;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes records as an upstream producer would: keyed, by Kafka's default partitioner,
 * acknowledged.
 */
public final class TopicWriter implements AutoCloseable {

  private final KafkaProducer<String, byte[]> producer;
  private final AvroSerdes serdes;

  public TopicWriter(String bootstrapServers, AvroSerdes serdes) {
    this.producer =
        new KafkaProducer<>(
            Map.of(
                ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                16 * 1024 * 1024,
                ProducerConfig.COMPRESSION_TYPE_CONFIG,
                "gzip"),
            new StringSerializer(),
            new ByteArraySerializer());
    this.serdes = serdes;
  }

  public <V extends SpecificRecord> RecordMetadata write(Topic<V> topic, String key, V value) {
    return write(topic.name(), null, key, serdes.serializer(topic).serialize(topic.name(), value));
  }

  public <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return serdes.serializer(topic).serialize(topic.name(), value);
  }

  /**
   * @param partition null leaves it to the partitioner
   */
  public RecordMetadata write(String topic, Integer partition, String key, byte[] value) {
    try {
      return producer.send(new ProducerRecord<>(topic, partition, key, value)).get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while writing to " + topic, e);
    } catch (ExecutionException e) {
      throw new IllegalStateException(
          "could not write to %s: %s".formatted(topic, e.getMessage()), e);
    }
  }

  @Override
  public void close() {
    producer.close();
  }
}
