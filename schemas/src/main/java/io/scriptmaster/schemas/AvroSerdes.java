package io.scriptmaster.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.confluent.kafka.serializers.AbstractKafkaSchemaSerDeConfig;
import io.confluent.kafka.serializers.KafkaAvroDeserializer;
import io.confluent.kafka.serializers.KafkaAvroDeserializerConfig;
import io.confluent.kafka.serializers.KafkaAvroSerializer;
import java.io.IOException;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.Serializer;

/**
 * Serdes of the catalogue's values: the genuine Confluent serializer and deserializer, one schema
 * per topic.
 *
 * <p>Values carry the Confluent wire format (magic byte 0, 4-byte schema id, Avro binary). Nothing
 * is registered from here ({@link SchemaRegistration} does that at deploy). Safe for use by several
 * threads.
 */
public final class AvroSerdes {

  static {
    AvroSafety.apply();
  }

  private final SchemaRegistryClient client;
  private final Map<String, Object> settings;

  public AvroSerdes(SchemaRegistryClient client) {
    this.client = client;
    this.settings =
        Map.of(
            // Required by the serializer, and not used: the client is given.
            AbstractKafkaSchemaSerDeConfig.SCHEMA_REGISTRY_URL_CONFIG, "http://127.0.0.1",
            AbstractKafkaSchemaSerDeConfig.AUTO_REGISTER_SCHEMAS, false,
            AbstractKafkaSchemaSerDeConfig.USE_LATEST_VERSION, false,
            KafkaAvroDeserializerConfig.SPECIFIC_AVRO_READER_CONFIG, true);
  }

  /**
   * Learns the ids of all schemas, so that the registry may be away afterwards.
   *
   * @throws RegistryUnavailableException where the registry does not answer or does not know a
   *     schema
   */
  public void warmUp(TopicCatalogue catalogue) {
    for (Topic<?> topic : catalogue.all()) {
      try {
        int id =
            SlowRegistry.ask(() -> client.getId(topic.subject(), new AvroSchema(topic.schema())));
        SlowRegistry.ask(() -> client.getSchemaById(id));
        // The genuine deserializer asks with the subject, whatever is known of the id.
        SlowRegistry.ask(() -> client.getSchemaBySubjectAndId(topic.subject(), id));
      } catch (IOException | RestClientException e) {
        throw new RegistryUnavailableException(
            "the schema registry does not give the schema of %s: %s"
                .formatted(topic.subject(), e.getMessage()),
            e);
      }
    }
  }

  public <V extends SpecificRecord> Serde<V> serde(Topic<V> topic) {
    return Serdes.serdeFrom(serializer(topic), deserializer(topic));
  }

  public <V extends SpecificRecord> Serializer<V> serializer(Topic<V> topic) {
    KafkaAvroSerializer serializer = new KafkaAvroSerializer(client, settings);
    return (ignoredTopicName, value) ->
        asking(topic, () -> serializer.serialize(topic.name(), value));
  }

  public <V extends SpecificRecord> Deserializer<V> deserializer(Topic<V> topic) {
    KafkaAvroDeserializer deserializer = new KafkaAvroDeserializer(client, settings);
    var schema = topic.schema();
    return (ignoredTopicName, bytes) ->
        asking(
            topic, () -> topic.value().cast(deserializer.deserialize(topic.name(), bytes, schema)));
  }

  /**
   * The genuine serdes tell a registry that does not answer in time by Kafka's own exception, which
   * Kafka Streams takes for one of a broker.
   */
  private static <T> T asking(Topic<?> topic, Supplier<T> serde) {
    try {
      return serde.get();
    } catch (TimeoutException e) {
      throw new RegistryUnavailableException(
          "the schema registry does not answer in time for a schema of %s"
              .formatted(topic.subject()),
          e);
    }
  }

  /** Decodes values that anybody may have written: tells what is wrong instead of throwing. */
  public <V extends SpecificRecord> UntrustedAvro<V> untrusted(Topic<V> topic) {
    return new UntrustedAvro<>(topic, client, deserializer(topic));
  }
}
