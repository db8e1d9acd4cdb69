package io.scriptmaster.api.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.EntityRules;
import io.scriptmaster.processors.entities.EntityView;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads entities, wherever they are kept: a client reads its own writes. */
public interface EntityReads {

  Optional<Tenant> tenant(TenantId tenant);

  /**
   * All tenants by id.
   *
   * @param from the {@code next} of the page before, or empty
   */
  Page<Tenant> tenants(String from, int limit);

  /**
   * An entity of a tenant; tenants themselves are read by {@link #tenant}.
   *
   * @param rules of the kind
   */
  <E extends SpecificRecord> Optional<E> find(
      EntityRules<?, E> rules, TenantId tenant, EntityId id);

  /**
   * The entities of one kind of a tenant by id.
   *
   * @param from the {@code next} of the page before, or empty
   */
  <E extends SpecificRecord> Page<E> list(
      EntityRules<?, E> rules, TenantId tenant, String from, int limit);

  /** A revision of a script, which may be deleted. */
  Optional<ScriptRevision> revision(TenantId tenant, EntityId script, int number);

  /**
   * The revisions of a script, which may be deleted, oldest first.
   *
   * @param from the {@code next} of the page before, or empty
   */
  Page<ScriptRevision> revisions(TenantId tenant, EntityId script, String from, int limit);

  /** From the view, at whichever instance has the tenant's partition. */
  static EntityReads of(EntityView view) {
    return new ViewReads(view);
  }
}
