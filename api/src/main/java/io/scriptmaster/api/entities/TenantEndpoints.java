package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.AvroJson;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.ProblemException;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code /v1/tenants}: for the operator. */
final class TenantEndpoints {

  private static final String PATH = "/v1/tenants";
  private static final OptionalLong MUST_NOT_EXIST = OptionalLong.of(0);
  private static final AvroJson JSON = new AvroJson();
  private static final Listing<Tenant> TENANTS =
      new Listing<>(
          new Cursor("tenants"), 50, JSON::show, tenant -> tenant.getDisplayName().length());

  private final EntityReads reads;
  private final EntityWrites writes;

  TenantEndpoints(EntityReads reads, EntityWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  void addTo(Routes routes, TenantDoor door) {
    routes
        .post(PATH, this::create)
        .get(PATH, this::list)
        .get(PATH + "/{tenant}", door.to(this::show));
  }

  private Answer create(Call call) {
    call.query();
    NewTenant tenant = NewTenant.read(call.json(EntityEndpoints.MAX_BODY));
    CommandResult result = send(tenant, call.caller().actor());
    return EntityWrites.saved(result, () -> reads.tenant(tenant.id()).map(JSON::show))
        .with("Location", PATH + "/" + tenant.id());
  }

  private CommandResult send(NewTenant tenant, String actor) {
    EntityId entity = new EntityId(tenant.id().value());
    try {
      return writes.send(
          new EntityCommand(
              tenant.id(),
              EntityKind.TENANT,
              entity,
              Optional.of(tenant.body()),
              MUST_NOT_EXIST,
              actor));
    } catch (ProblemException e) {
      if (e.problem().code().equals("version_conflict")) {
        throw Problem.ofField(
                409, "tenant_exists", "id", "there is a tenant %s already".formatted(tenant.id()))
            .asException();
      }
      throw e;
    }
  }

  private Answer list(Call call) {
    return TENANTS.answer(call.query("limit", "cursor"), reads::tenants);
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    ObjectNode json =
        reads.tenant(tenant).map(JSON::show).orElseThrow(Problem.NOT_FOUND::asException);
    return EntityTag.answer(200, json);
  }
}
