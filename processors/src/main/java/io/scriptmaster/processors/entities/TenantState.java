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
   * The number of the newest revision that a script had, also of a deleted one, and of one that was
   * forgotten; 0 where it never had any.
   */
  int lastRevision(EntityId script);

  /** What the revisions of all scripts take, deleted ones included. */
  long revisionBytes();

  /** What a revision takes that is not stored yet. */
  long bytesOf(ScriptRevision revision);

  /**
   * Revisions of deleted scripts, script by script, oldest first.
   *
   * @param bytes that they take together, or less where there are not so many
   * @param atMost so many revisions
   */
  List<KeptRevision> ofDeletedScripts(long bytes, int atMost);

  /** One that is stored. */
  record KeptRevision(EntityId script, int number, long bytes) {}
}
