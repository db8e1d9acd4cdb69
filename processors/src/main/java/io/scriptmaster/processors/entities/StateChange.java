package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** One record of the state that changes. */
sealed interface StateChange {

  /**
   * An entity is made, replaced or, where {@code after} is empty, deleted.
   *
   * @param audited whether the change is told in {@code entity-changes}
   */
  record OfEntity(
      EntityKind kind,
      TenantId tenant,
      EntityId id,
      Optional<? extends SpecificRecord> before,
      Optional<? extends SpecificRecord> after,
      boolean audited)
      implements StateChange {}

  /** A revision is added. */
  record OfRevision(TenantId tenant, ScriptRevision revision) implements StateChange {}

  /** A revision of a deleted script is forgotten: there has to be room. */
  record OfForgottenRevision(TenantId tenant, EntityId script, int number) implements StateChange {}
}
