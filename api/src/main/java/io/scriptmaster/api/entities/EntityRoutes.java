package io.scriptmaster.api.entities;

import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.engine.SourceCheck;
import java.util.function.Function;

/** The paths of tenants and of the entities that they own. */
public final class EntityRoutes {

  private final EntityReads reads;
  private final EntityWrites writes;
  private final Function<String, SourceCheck> sourceCheck;

  public EntityRoutes(
      EntityReads reads, Commands commands, Function<String, SourceCheck> sourceCheck) {
    this.reads = reads;
    this.writes = new EntityWrites(commands);
    this.sourceCheck = sourceCheck;
  }

  public void addTo(Routes routes, TenantDoor door) {
    new TenantEndpoints(reads, writes).addTo(routes, door);
    add(EntityTypes.scripts(sourceCheck), routes, door);
    new RevisionEndpoints(reads, writes).addTo(routes, door);
    EntityTypes.plain().forEach(type -> add(type, routes, door));
  }

  private void add(EntityType<?, ?> type, Routes routes, TenantDoor door) {
    new EntityEndpoints<>(type, reads, writes).addTo(routes, door);
  }
}
