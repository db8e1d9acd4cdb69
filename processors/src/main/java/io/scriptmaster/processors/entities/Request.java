package io.scriptmaster.processors.entities;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Who asks for a change of which entity, when, and under which condition.
 *
 * @param source the address that it came from, where known
 * @param expectedVersion refused unless the entity has this version; 0: unless it does not exist;
 *     empty: any
 * @param cascade delete what uses the entity too
 * @param restoredFrom the revision whose source is saved anew
 */
record Request(
    TenantId tenant,
    EntityId entity,
    String actor,
    Optional<String> source,
    Instant now,
    OptionalLong expectedVersion,
    boolean cascade,
    OptionalInt restoredFrom) {

  Request restoring(int revision) {
    return new Request(
        tenant, entity, actor, source, now, expectedVersion, cascade, OptionalInt.of(revision));
  }
}
