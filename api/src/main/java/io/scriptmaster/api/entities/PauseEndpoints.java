package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.entities.CommandJson;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveSchedule;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * {@code POST /v1/tenants/{tenant}/schedules/{id}/pause} and {@code …/resume}: the schedule is
 * saved as it is, but for this; 412 where somebody changes it at the same moment.
 */
final class PauseEndpoints {

  private static final String PATH = "/v1/tenants/{tenant}/schedules/{id}";

  /** What a schedule shows and nobody saves. */
  private static final List<String> STAMPS =
      List.of("tenant", "id", "version", "createdAt", "createdBy", "updatedAt", "updatedBy");

  private final EntityReads reads;
  private final EntityWrites writes;

  PauseEndpoints(EntityReads reads, EntityWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  void addTo(Routes routes, TenantDoor door) {
    routes
        .post(PATH + "/pause", Permission.EDIT, door.to((tenant, call) -> save(tenant, call, true)))
        .post(
            PATH + "/resume",
            Permission.EDIT,
            door.to((tenant, call) -> save(tenant, call, false)));
  }

  private Answer save(TenantId tenant, Call call, boolean paused) {
    call.query();
    CommandOrigin origin = CommandOrigin.of(call);
    EntityId id = EntityId.parse(call.path("id")).orElseThrow(Problem.NOT_FOUND::asException);
    Schedule schedule = find(tenant, id).orElseThrow(Problem.NOT_FOUND::asException);
    var result =
        writes.send(
            new EntityCommand(
                tenant,
                EntityKind.SCHEDULE,
                id,
                new Action.Save(body(schedule, paused)),
                OptionalLong.of(schedule.getVersion()),
                origin));
    return EntityWrites.saved(result, () -> find(tenant, id).map(RecordJson::show));
  }

  private Optional<Schedule> find(TenantId tenant, EntityId id) {
    return reads.find(EntityCatalogue.SCHEDULES, tenant, id);
  }

  private static SaveSchedule body(Schedule schedule, boolean paused) {
    ObjectNode body = RecordJson.show(schedule);
    body.remove(STAMPS);
    body.put("paused", paused);
    return CommandJson.read(body.toString(), SaveSchedule.class);
  }
}
