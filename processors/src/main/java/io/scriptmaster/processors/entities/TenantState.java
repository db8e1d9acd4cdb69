package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.EntityId;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The present state of one tenant: all that a decision may look at. */
public interface TenantState {

  Optional<Tenant> tenant();

  <E extends SpecificRecord> Optional<E> find(EntityRules<?, E> rules, EntityId id);

  /** All entities of a kind, by id. */
  <E extends SpecificRecord> List<E> all(EntityRules<?, E> rules);

  int count(EntityRules<?, ?> rules);

  Optional<ScriptRevision> revision(EntityId script, int number);

  /**
   * The number of the newest revision of a script, also of a deleted one; 0 where there is none.
   */
  int lastRevision(EntityId script);
}
