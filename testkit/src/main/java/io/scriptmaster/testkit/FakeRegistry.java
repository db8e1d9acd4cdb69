package io.scriptmaster.testkit;

import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.SchemaRegistration;
import io.scriptmaster.schemas.TopicCatalogue;

/** A schema registry in memory, with the schemas of a catalogue: for tests without a network. */
public final class FakeRegistry {

  private final SchemaRegistryClient client = new MockSchemaRegistryClient();
  private final AvroSerdes serdes = new AvroSerdes(client);

  private FakeRegistry() {}

  public static FakeRegistry with(TopicCatalogue topics) {
    FakeRegistry registry = new FakeRegistry();
    new SchemaRegistration(registry.client).register(topics);
    return registry;
  }

  public SchemaRegistryClient client() {
    return client;
  }

  public AvroSerdes serdes() {
    return serdes;
  }
}
