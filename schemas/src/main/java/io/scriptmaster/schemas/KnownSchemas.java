package io.scriptmaster.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.CachedSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The genuine client, with a quicker answer to what is asked for every record.
 *
 * <p>Its own cache hashes the whole schema and counts its queue of accesses each time (version
 * 7.7), which cost more than the encoding of a small record. Here a schema is known by being the
 * same object, and an id by itself. An id never changes its meaning. Any thread.
 */
final class KnownSchemas extends CachedSchemaRegistryClient {

  /** The registry's client goes on to answer where there are more; nobody has so many. */
  private static final int MOST = 10_000;

  private final Map<String, Identified> bySubject = new ConcurrentHashMap<>();
  private final Map<Integer, ParsedSchema> byId = new ConcurrentHashMap<>();
  private final Map<Place, ParsedSchema> byPlace = new ConcurrentHashMap<>();

  private record Identified(Object rawSchema, int id) {}

  private record Place(String subject, int id) {}

  KnownSchemas(String url, int cached, Map<String, ?> settings) {
    super(List.of(url), cached, settings);
  }

  @Override
  public int getId(String subject, ParsedSchema schema) throws IOException, RestClientException {
    Identified known = bySubject.get(subject);
    if (known != null && known.rawSchema == schema.rawSchema()) {
      return known.id;
    }
    int id = super.getId(subject, schema);
    put(bySubject, subject, new Identified(schema.rawSchema(), id));
    return id;
  }

  @Override
  public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
    ParsedSchema known = byId.get(id);
    if (known != null) {
      return known;
    }
    ParsedSchema schema = super.getSchemaById(id);
    put(byId, id, schema);
    return schema;
  }

  @Override
  public ParsedSchema getSchemaBySubjectAndId(String subject, int id)
      throws IOException, RestClientException {
    Place place = new Place(subject, id);
    ParsedSchema known = byPlace.get(place);
    if (known != null) {
      return known;
    }
    ParsedSchema schema = super.getSchemaBySubjectAndId(subject, id);
    put(byPlace, place, schema);
    return schema;
  }

  private static <K, V> void put(Map<K, V> map, K key, V value) {
    if (map.size() < MOST) {
      map.put(key, value);
    }
  }

  @Override
  public void reset() {
    super.reset();
    bySubject.clear();
    byId.clear();
    byPlace.clear();
  }
}
