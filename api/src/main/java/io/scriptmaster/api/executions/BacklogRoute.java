package io.scriptmaster.api.executions;

import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;

/** {@code /v1/tenants/{tenant}/backlog}. */
public final class BacklogRoute {

  private final BacklogReads reads;

  public BacklogRoute(BacklogReads reads) {
    this.reads = reads;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes.get(
        "/v1/tenants/{tenant}/backlog",
        Permission.VIEW,
        door.to(
            (tenant, call) -> {
              call.query();
              return Answer.json(200, reads.json(tenant));
            }));
  }
}
