package io.scriptmaster.api.entities;

import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.JsonBody;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/** PUT, GET, DELETE and the list of one kind of entity of a tenant. */
final class EntityEndpoints<E extends SpecificRecord, B extends CommandBody> {

  /** The largest source, with every character escaped. */
  static final int MAX_BODY = 1536 * 1024;

  private final EntityType<E, B> type;
  private final EntityWrites writes;
  private final Listing<E> listing;

  EntityEndpoints(EntityType<E, B> type, EntityWrites writes) {
    this.type = type;
    this.writes = writes;
    this.listing = new Listing<>(new Cursor(type.path()), 50, type::show, type.reads()::characters);
  }

  void addTo(Routes routes, TenantDoor door) {
    String list = "/v1/tenants/{tenant}/" + type.path();
    String one = list + "/{id}";
    routes
        .get(list, door.to(this::list))
        .get(one, door.to(this::show))
        .put(one, door.to(this::save))
        .delete(one, door.to(this::delete));
  }

  private Answer list(TenantId tenant, Call call) {
    return listing.answer(
        call.query("limit", "cursor"), (from, limit) -> type.reads().page(tenant, from, limit));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    return EntityId.parse(call.path("id"))
        .flatMap(id -> type.read(tenant, id))
        .map(entity -> EntityTag.answer(200, entity))
        .orElseThrow(Problem.NOT_FOUND::asException);
  }

  private Answer save(TenantId tenant, Call call) {
    call.query();
    EntityId id = idOf(call);
    OptionalLong expected = expectedVersion(tenant, id, call);
    B body = bodyOf(call);
    var result = writes.send(command(tenant, id, Optional.of(body), expected, call));
    return EntityWrites.saved(result, () -> type.read(tenant, id));
  }

  private Answer delete(TenantId tenant, Call call) {
    call.query();
    EntityId id = idOf(call);
    writes.send(command(tenant, id, Optional.empty(), expectedVersion(tenant, id, call), call));
    return Answer.noContent();
  }

  private EntityCommand command(
      TenantId tenant, EntityId id, Optional<CommandBody> body, OptionalLong expected, Call call) {
    return new EntityCommand(tenant, type.kind(), id, body, expected, call.caller().actor());
  }

  private B bodyOf(Call call) {
    JsonBody json = call.json(MAX_BODY);
    type.notSupportedYet()
        .forEach(
            (field, detail) -> {
              if (json.fields().contains(field)) {
                throw Problem.ofField(422, "not_supported", field, detail).asException();
              }
            });
    B body = CommandJson.read(json.text(), type.body());
    type.check().accept(body);
    return body;
  }

  private OptionalLong expectedVersion(TenantId tenant, EntityId id, Call call) {
    return EntityTag.expected(
        call, () -> type.read(tenant, id).map(entity -> entity.path("version").asLong()));
  }

  private static EntityId idOf(Call call) {
    return EntityId.parse(call.path("id"))
        .orElseThrow(
            () ->
                Problem.ofField(422, "invalid_id", "id", "an id is " + EntityId.ACCEPTED)
                    .asException());
  }
}
