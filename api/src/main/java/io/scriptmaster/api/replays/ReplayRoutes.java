package io.scriptmaster.api.replays;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.executions.ExecutionPath;
import io.scriptmaster.api.executions.ExecutionReads;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.schemas.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** {@code POST /v1/tenants/{tenant}/executions/{id}/replay}. */
public final class ReplayRoutes {

  private static final Problem GONE =
      Problem.of(
          410,
          "trigger_gone",
          "what started this execution is not kept any more, so it can not run again");

  private static final Problem NO_ORIGIN =
      Problem.of(
          409,
          "no_origin",
          "this execution does not tell what record started it, so it can not run again");

  private final ExecutionReads executions;
  private final Replays replays;
  private final Clock clock;

  public ReplayRoutes(ExecutionReads executions, Replays replays, Clock clock) {
    this.executions = executions;
    this.replays = replays;
    this.clock = clock;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes.post(
        "/v1/tenants/{tenant}/executions/{id}/replay", Permission.EDIT, door.to(this::replay));
  }

  private Answer replay(TenantId tenant, Call call) {
    call.query();
    CommandOrigin origin = CommandOrigin.of(call);
    Execution execution = ExecutionPath.find(executions, tenant, call);
    ExecutionRequest request =
        content(execution)
            .flatMap(
                content ->
                    ReplayRequest.of(
                        execution,
                        content,
                        origin.commandId().toString(),
                        origin.actor(),
                        clock.instant()))
            .orElseThrow(GONE::asException);
    replays.repeats().send(tenant, List.of(new Repeat.OfExecution(request)));
    ObjectNode json = Json.object();
    json.put("requestId", request.getId());
    json.put("executionId", ReplayRequest.executionId(request));
    return Answer.json(202, json);
  }

  private Optional<RecordContent> content(Execution execution) {
    TriggerOrigin origin = execution.getOrigin();
    if (origin == null) {
      throw NO_ORIGIN.asException();
    }
    RecordPlace place =
        new RecordPlace(origin.getTopic(), origin.getPartition(), origin.getOffset());
    TenantId tenant = new TenantId(execution.getTenant());
    return Optional.ofNullable(replays.records().values(tenant, List.of(place)).get(place))
        .map(value -> replays.contents().of(origin.getTopic(), value));
  }
}
