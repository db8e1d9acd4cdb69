package io.scriptmaster.processors.history;

import io.scriptmaster.entity.EntityChange;
import java.time.Instant;
import java.util.Optional;

/**
 * Which changes are wanted; empty parts want all.
 *
 * @param from at this moment or later
 * @param to at this moment or earlier
 */
public record AuditFilter(
    Optional<String> kind,
    Optional<String> entity,
    Optional<String> actor,
    Optional<Instant> from,
    Optional<Instant> to) {

  boolean wants(EntityChange change) {
    return kind.map(change.getKind()::equals).orElse(true)
        && entity.map(change.getEntity()::equals).orElse(true)
        && actor.map(change.getActor()::equals).orElse(true);
  }
}
