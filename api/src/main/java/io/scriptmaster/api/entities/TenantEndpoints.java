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
import io.scriptmaster.api.http.ProblemException;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveTenant;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.util.OptionalLong;

/** {@code /v1/tenants}: for the operator. */
final class TenantEndpoints {

  private static final String PATH = "/v1/tenants";
  private static final OptionalLong MUST_NOT_EXIST = OptionalLong.of(0);
  private static final Listing<Tenant> TENANTS =
      new Listing<>(new Cursor("tenants"), 50, RecordJson::show, RecordSize::characters);

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
        .get(PATH + "/{tenant}", door.to(this::show))
        .put(PATH + "/{tenant}", door.to(this::replace));
  }

  private Answer create(Call call) {
    call.query();
    NewTenant tenant = NewTenant.read(call.json(EntityEndpoints.MAX_BODY));
    CommandOrigin origin = CommandOrigin.of(call);
    CommandResult result = create(tenant, origin);
    return saved(result, tenant.id()).with("Location", PATH + "/" + tenant.id());
  }

  private CommandResult create(NewTenant tenant, CommandOrigin origin) {
    try {
      return writes.send(command(tenant.id(), tenant.body(), MUST_NOT_EXIST, origin));
    } catch (ProblemException e) {
      if (e.problem().code().equals("version_conflict")) {
        throw Problem.ofField(
                409, "tenant_exists", "id", "there is a tenant %s already".formatted(tenant.id()))
            .asException();
      }
      throw e;
    }
  }

  private Answer replace(TenantId tenant, Call call) {
    call.query();
    OptionalLong expected =
        EntityTag.expected(call, () -> reads.tenant(tenant).map(Tenant::getVersion));
    SaveTenant body =
        CommandJson.read(call.json(EntityEndpoints.MAX_BODY).text(), SaveTenant.class);
    CommandOrigin origin = CommandOrigin.of(call);
    return saved(writes.send(command(tenant, body, expected, origin)), tenant);
  }

  private static EntityCommand command(
      TenantId tenant, SaveTenant body, OptionalLong expected, CommandOrigin origin) {
    return new EntityCommand(
        tenant,
        EntityKind.TENANT,
        new EntityId(tenant.value()),
        new Action.Save(body),
        expected,
        origin);
  }

  private Answer saved(CommandResult result, TenantId tenant) {
    return EntityWrites.saved(result, () -> reads.tenant(tenant).map(RecordJson::show));
  }

  private Answer list(Call call) {
    return TENANTS.answer(call.query("limit", "cursor"), reads::tenants);
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    ObjectNode json =
        reads.tenant(tenant).map(RecordJson::show).orElseThrow(Problem.NOT_FOUND::asException);
    return EntityTag.answer(200, json);
  }
}
