package io.scriptmaster.schemas;

import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/**
 * Registers the schemas of a catalogue, at deploy: services themselves never register.
 *
 * <p>Idempotent. Each subject is set to {@code FULL_TRANSITIVE} before its schema is registered, so
 * that an incompatible change is refused by the registry and not found by a consumer.
 */
public final class SchemaRegistration {

  static final String COMPATIBILITY = "FULL_TRANSITIVE";

  private final SchemaRegistryClient client;

  public SchemaRegistration(SchemaRegistryClient client) {
    this.client = client;
  }

  /**
   * @throws IllegalStateException where the registry refuses a schema or does not answer
   */
  public void register(TopicCatalogue catalogue) {
    for (Topic<?> topic : catalogue.all()) {
      register(topic);
    }
  }

  private void register(Topic<?> topic) {
    try {
      SlowRegistry.ask(() -> client.updateCompatibility(topic.subject(), COMPATIBILITY));
      SlowRegistry.ask(() -> client.register(topic.subject(), new AvroSchema(topic.schema())));
    } catch (IOException | RestClientException e) {
      throw new IllegalStateException(
          "could not register the schema of %s: %s".formatted(topic.subject(), e.getMessage()), e);
    }
  }
}
