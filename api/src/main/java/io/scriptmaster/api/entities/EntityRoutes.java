package io.scriptmaster.api.entities;

import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;

/** The paths of tenants and of the entities that they own. */
public final class EntityRoutes {

  private final EntityReads reads;
  private final EntityWrites writes;
  private final ScriptChecks checks;

  public EntityRoutes(EntityReads reads, Commands commands, ScriptChecks checks) {
    this.reads = reads;
    this.writes = new EntityWrites(commands);
    this.checks = checks;
  }

  public void addTo(Routes routes, TenantDoor door) {
    new TenantEndpoints(reads, writes).addTo(routes, door);
    add(EntityTypes.scripts(checks), routes, door);
    new RevisionEndpoints(reads, writes).addTo(routes, door);
    add(EntityTypes.listeners(checks), routes, door);
    EntityTypes.plain().forEach(type -> add(type, routes, door));
    new PauseEndpoints(reads, writes).addTo(routes, door);
  }

  private void add(EntityType<?, ?> type, Routes routes, TenantDoor door) {
    new EntityEndpoints<>(type, reads, writes).addTo(routes, door);
  }
}
