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

/** Reads entities from the view, at whichever instance has the tenant's partition. */
record ViewReads(EntityView view) implements EntityReads {

  @Override
  public Optional<Tenant> tenant(TenantId tenant) {
    return view.tenant(tenant);
  }

  @Override
  public Page<Tenant> tenants(String from, int limit) {
    return view.tenants(from, limit);
  }

  @Override
  public <E extends SpecificRecord> Optional<E> find(
      EntityRules<?, E> rules, TenantId tenant, EntityId id) {
    return view.find(rules, tenant, id);
  }

  @Override
  public <E extends SpecificRecord> Page<E> list(
      EntityRules<?, E> rules, TenantId tenant, String from, int limit) {
    return view.list(rules, tenant, from, limit);
  }

  @Override
  public Optional<ScriptRevision> revision(TenantId tenant, EntityId script, int number) {
    return view.revision(tenant, script, number);
  }

  @Override
  public Page<ScriptRevision> revisions(TenantId tenant, EntityId script, String from, int limit) {
    return view.revisions(tenant, script, from, limit);
  }
}
