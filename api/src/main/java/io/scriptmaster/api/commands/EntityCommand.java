package io.scriptmaster.api.commands;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A change of one entity that somebody asks for.
 *
 * @param body what to save; empty asks to delete
 * @param expectedVersion refused unless the entity has this version; 0: unless it does not exist;
 *     empty: any
 * @param actor who asks
 */
public record EntityCommand(
    TenantId tenant,
    EntityKind kind,
    EntityId entity,
    Optional<CommandBody> body,
    OptionalLong expectedVersion,
    String actor) {

  public EntityCommand {
    requireNonNull(tenant, "tenant");
    requireNonNull(kind, "kind");
    requireNonNull(entity, "entity");
    requireNonNull(expectedVersion, "expectedVersion");
    requireNonNull(actor, "actor");
    body.ifPresent(
        given -> {
          if (!kind.body().isInstance(given)) {
            throw new IllegalArgumentException(
                "the body of a %s is not a %s".formatted(kind.word(), given.getClass()));
          }
        });
  }
}
