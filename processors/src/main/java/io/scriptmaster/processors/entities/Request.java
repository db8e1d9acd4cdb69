package io.scriptmaster.processors.entities;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.OptionalLong;

/**
 * Who asks for a change of which entity, when, and under which condition.
 *
 * @param expectedVersion refused unless the entity has this version; 0: unless it does not exist;
 *     empty: any
 */
record Request(
    TenantId tenant, EntityId entity, String actor, Instant now, OptionalLong expectedVersion) {

  EntityKey key() {
    return new EntityKey(tenant, entity);
  }
}
