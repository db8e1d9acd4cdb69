package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The state of the tenants of one partition.
 *
 * <p>Owned by the stream thread of its task.
 */
final class EntityStores {

  /** Tenants by id; apart from the rest, so that they can be listed. */
  static final String TENANTS = "tenants";

  /**
   * All other entities, the revisions of scripts, and the {@link TenantIndex} of each tenant: see
   * {@link EntityKeys} and {@link EntityValues}.
   */
  static final String ENTITIES = "entities";

  private final KeyValueStore<String, Tenant> tenants;
  private final KeyValueStore<String, byte[]> entities;
  private final EntityValues values;

  EntityStores(ProcessingContext context, EntityValues values) {
    this(context.getStateStore(TENANTS), context.getStateStore(ENTITIES), values);
  }

  EntityStores(
      KeyValueStore<String, Tenant> tenants,
      KeyValueStore<String, byte[]> entities,
      EntityValues values) {
    this.tenants = tenants;
    this.entities = entities;
    this.values = values;
  }

  TenantState of(TenantId tenant) {
    return new OfTenant(tenant);
  }

  void apply(StateChange change) {
    switch (change) {
      case StateChange.OfEntity entity when entity.kind() == EntityKind.TENANT ->
          tenants.put(entity.tenant().value(), (Tenant) entity.after().orElse(null));
      case StateChange.OfEntity entity -> {
        // The index first: one that has to be built is of the state before the change.
        TenantIndex.of(entities, values, entity.tenant()).changed(entity);
        entities.put(
            EntityKeys.entity(entity.tenant(), entity.kind(), entity.id().value()),
            entity.after().map(after -> values.bytes(entity.kind(), after)).orElse(null));
      }
      case StateChange.OfRevision(var tenant, var revision) -> {
        byte[] bytes = values.bytes(revision);
        TenantIndex.of(entities, values, tenant).added(bytes);
        entities.put(
            EntityKeys.revision(tenant, new EntityId(revision.getScript()), revision.getRevision()),
            bytes);
      }
      case StateChange.OfForgottenRevision(var tenant, var script, var number) -> {
        byte[] forgotten = entities.delete(EntityKeys.revision(tenant, script, number));
        TenantIndex.of(entities, values, tenant).forgotten(script, number, forgotten);
      }
    }
  }

  private final class OfTenant implements TenantState {

    private final TenantId tenant;

    OfTenant(TenantId tenant) {
      this.tenant = tenant;
    }

    @Override
    public Optional<Tenant> tenant() {
      return Optional.ofNullable(tenants.get(tenant.value()));
    }

    @Override
    public <E extends SpecificRecord> Optional<E> find(EntityRules<?, E> rules, EntityId id) {
      if (rules.kind() == EntityKind.TENANT) {
        return tenant().map(it -> values.type(rules).cast(it));
      }
      return Optional.ofNullable(entities.get(EntityKeys.entity(tenant, rules.kind(), id.value())))
          .map(bytes -> values.read(rules, bytes));
    }

    @Override
    public boolean has(EntityRules<?, ?> rules, EntityId id) {
      return rules.kind() == EntityKind.TENANT
          ? tenant().isPresent()
          : entities.get(EntityKeys.entity(tenant, rules.kind(), id.value())) != null;
    }

    @Override
    public int count(EntityRules<?, ?> rules) {
      if (rules.kind() == EntityKind.TENANT) {
        return tenant().isPresent() ? 1 : 0;
      }
      return index().count(rules.kind());
    }

    @Override
    public List<EntityId> users(EntityId script, EntityKind kind) {
      return index().users(script, kind);
    }

    @Override
    public Optional<ScriptRevision> revision(EntityId script, int number) {
      return Optional.ofNullable(entities.get(EntityKeys.revision(tenant, script, number)))
          .map(values::revision);
    }

    @Override
    public boolean hasRevision(EntityId script, int number) {
      return entities.get(EntityKeys.revision(tenant, script, number)) != null;
    }

    @Override
    public int lastRevision(EntityId script) {
      return index().lastRevision(script);
    }

    @Override
    public long revisionBytes() {
      return index().revisionBytes();
    }

    @Override
    public long bytesOf(ScriptRevision revision) {
      return TenantIndex.bytesOf(values.bytes(revision));
    }

    @Override
    public List<KeptRevision> ofDeletedScripts(long bytes, int atMost) {
      return index().ofDeletedScripts(bytes, atMost);
    }

    private TenantIndex index() {
      return TenantIndex.of(entities, values, tenant);
    }
  }
}
