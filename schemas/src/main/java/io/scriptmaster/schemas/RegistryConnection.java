package io.scriptmaster.schemas;

import static io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig.CLIENT_NAMESPACE;
import static io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS;
import static io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS;
import static io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig.MISSING_CACHE_SIZE_CONFIG;
import static io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig.MISSING_ID_CACHE_TTL_CONFIG;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.net.URI;
import java.util.Map;

/** Opens the genuine client on a registry's Confluent API. */
public final class RegistryConnection {

  private static final int SCHEMAS_CACHED = 1000;

  /** A producer of garbage costs one look-up per unknown id and minute, not one per record. */
  private static final Map<String, Object> SETTINGS =
      Map.of(
          CLIENT_NAMESPACE + HTTP_CONNECT_TIMEOUT_MS,
          2_000,
          CLIENT_NAMESPACE + HTTP_READ_TIMEOUT_MS,
          5_000,
          HTTP_CONNECT_TIMEOUT_MS,
          2_000,
          HTTP_READ_TIMEOUT_MS,
          5_000,
          MISSING_ID_CACHE_TTL_CONFIG,
          60L,
          MISSING_CACHE_SIZE_CONFIG,
          10_000);

  private RegistryConnection() {}

  /**
   * A client that keeps what it has seen: it goes on with known schemas while the registry is away.
   */
  public static SchemaRegistryClient open(URI url) {
    return new KnownSchemas(url.toString(), SCHEMAS_CACHED, SETTINGS);
  }
}
