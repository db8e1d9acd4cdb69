package io.scriptmaster.api.commands;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.OptionalLong;

/**
 * A change of one entity that somebody asks for.
 *
 * @param expectedVersion refused unless the entity has this version; 0: unless it does not exist;
 *     empty: any
 */
public record EntityCommand(
    TenantId tenant,
    EntityKind kind,
    EntityId entity,
    Action action,
    OptionalLong expectedVersion,
    CommandOrigin origin) {

  public EntityCommand {
    requireNonNull(tenant, "tenant");
    requireNonNull(kind, "kind");
    requireNonNull(entity, "entity");
    requireNonNull(action, "action");
    requireNonNull(expectedVersion, "expectedVersion");
    requireNonNull(origin, "origin");
    boolean fits =
        switch (action) {
          case Action.Save(var body) -> kind.body().isInstance(body);
          case Action.Delete delete -> true;
          case Action.Restore restore -> kind == EntityKind.SCRIPT;
          case Action.Touch touch -> kind == EntityKind.API_TOKEN;
        };
    if (!fits) {
      // The class alone: a body may hold what no log should.
      throw new IllegalArgumentException(
          "%s is no action on a %s".formatted(action.getClass().getSimpleName(), kind.word()));
    }
  }
}
