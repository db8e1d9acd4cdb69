package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.EntityId;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * The present state of one tenant: all that a decision may look at. Nothing gives all entities of a
 * kind: sources are large, and one thread decides for all tenants.
 */
public interface TenantState {

  Optional<Tenant> tenant();

  <E extends SpecificRecord> Optional<E> find(EntityRules<?, E> rules, EntityId id);

  boolean has(EntityRules<?, ?> rules, EntityId id);

  int count(EntityRules<?, ?> rules);

  /** The entities of a kind that use a script, by id. */
  List<EntityId> users(EntityId script, EntityKind kind);

  Optional<ScriptRevision> revision(EntityId script, int number);

  boolean hasRevision(EntityId script, int number);

  /**
   * The number of the newest revision of a script, also of a deleted one; 0 where there is none.
   */
  int lastRevision(EntityId script);
}
