package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;

/** PUT, GET, DELETE and the list of one kind of entity of a tenant. */
public final class EntityEndpoints<B extends CommandBody, E extends SpecificRecord> {

  /** The largest source, with every character escaped. */
  static final int MAX_BODY = 1536 * 1024;

  private final EntityType<B, E> type;
  private final EntityReads reads;
  private final EntityWrites writes;
  private final Listing<E> listing;

  public EntityEndpoints(EntityType<B, E> type, EntityReads reads, EntityWrites writes) {
    this.type = type;
    this.reads = reads;
    this.writes = writes;
    this.listing = new Listing<>(new Cursor(type.path()), 50, type.show(), RecordSize::characters);
  }

  public void addTo(Routes routes, TenantDoor door) {
    String list = "/v1/tenants/{tenant}/" + type.path();
    String one = list + "/{id}";
    routes
        .get(list, type.reading(), door.to(this::list))
        .get(one, type.reading(), door.to(this::show))
        .put(one, type.writing(), door.to(this::save))
        .delete(one, type.writing(), door.to(this::delete));
  }

  private Answer list(TenantId tenant, Call call) {
    return listing.answer(
        call.query("limit", "cursor"),
        (from, limit) -> reads.list(type.rules(), tenant, from, limit));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    return EntityId.parse(call.path("id"))
        .flatMap(id -> read(tenant, id))
        .map(entity -> EntityTag.answer(200, entity))
        .orElseThrow(Problem.NOT_FOUND::asException);
  }

  private Answer save(TenantId tenant, Call call) {
    call.query();
    EntityId id = idOf(call);
    OptionalLong expected = expectedVersion(tenant, id, call);
    Action action = new Action.Save(type.bodies().read(tenant, id, call));
    CommandOrigin origin =
        CommandOrigin.of(call).withDigest(hash -> type.bodies().digest(tenant, hash));
    var result = writes.send(new EntityCommand(tenant, type.kind(), id, action, expected, origin));
    return EntityWrites.saved(result, () -> read(tenant, id));
  }

  private Answer delete(TenantId tenant, Call call) {
    boolean cascade =
        type.hasUsers() ? call.query("cascade").flag("cascade") : call.query().flag("cascade");
    EntityId id = idOf(call);
    OptionalLong expected = expectedVersion(tenant, id, call);
    writes.send(
        new EntityCommand(
            tenant, type.kind(), id, new Action.Delete(cascade), expected, CommandOrigin.of(call)));
    return Answer.noContent();
  }

  private Optional<ObjectNode> read(TenantId tenant, EntityId id) {
    return reads.find(type.rules(), tenant, id).map(type.show());
  }

  private OptionalLong expectedVersion(TenantId tenant, EntityId id, Call call) {
    return EntityTag.expected(
        call, () -> read(tenant, id).map(entity -> entity.path("version").asLong()));
  }

  private static EntityId idOf(Call call) {
    return EntityId.parse(call.path("id"))
        .orElseThrow(
            () ->
                Problem.ofField(422, "invalid_id", "id", "an id is " + EntityId.ACCEPTED)
                    .asException());
  }
}
