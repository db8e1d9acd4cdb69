package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.http.AvroJson;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecord;

/**
 * What distinguishes one kind of entity from another over HTTP.
 *
 * @param kind in commands
 * @param path the last part of the list's path, such as {@code scripts}
 * @param body what a save carries
 * @param reads where entities of the kind are read
 * @param notSupportedYet fields that are promised and refused for now, with what to tell
 * @param check refuses a body that can be read but not saved
 */
record EntityType<E extends SpecificRecord, B extends CommandBody>(
    EntityKind kind,
    String path,
    Class<B> body,
    Reads<E> reads,
    Map<String, String> notSupportedYet,
    Consumer<B> check) {

  private static final AvroJson JSON = new AvroJson();

  /** Reads the entities of one kind. */
  interface Reads<E> {

    Optional<E> one(TenantId tenant, EntityId id);

    Page<E> page(TenantId tenant, String from, int limit);

    /** Roughly how large an entity is. */
    int characters(E entity);
  }

  Optional<ObjectNode> read(TenantId tenant, EntityId id) {
    return reads.one(tenant, id).map(JSON::show);
  }

  ObjectNode show(E entity) {
    return JSON.show(entity);
  }
}
