package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
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
   * All other entities and the revisions of scripts: see {@link EntityKeys} and {@link
   * EntityValues}.
   */
  static final String ENTITIES = "entities";

  private final KeyValueStore<String, Tenant> tenants;
  private final KeyValueStore<String, byte[]> entities;
  private final EntityValues values;

  EntityStores(ProcessingContext context, EntityValues values) {
    this.tenants = context.getStateStore(TENANTS);
    this.entities = context.getStateStore(ENTITIES);
    this.values = values;
  }

  TenantState of(TenantId tenant) {
    return new OfTenant(tenant);
  }

  void apply(StateChange change) {
    switch (change) {
      case StateChange.OfEntity entity when entity.kind() == EntityKind.TENANT ->
          tenants.put(entity.tenant().value(), (Tenant) entity.after().orElse(null));
      case StateChange.OfEntity entity ->
          entities.put(
              EntityKeys.entity(entity.tenant(), entity.kind(), entity.id().value()),
              entity.after().map(after -> values.bytes(entity.kind(), after)).orElse(null));
      case StateChange.OfRevision(var tenant, var revision) ->
          entities.put(
              EntityKeys.revision(
                  tenant, new EntityId(revision.getScript()), revision.getRevision()),
              values.bytes(revision));
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
    public <E extends SpecificRecord> List<E> all(EntityRules<?, E> rules) {
      List<E> found = new ArrayList<>();
      try (var all = scan(rules.kind())) {
        all.forEachRemaining(entry -> found.add(values.read(rules, entry.value)));
      }
      return found;
    }

    @Override
    public int count(EntityRules<?, ?> rules) {
      if (rules.kind() == EntityKind.TENANT) {
        return tenant().isPresent() ? 1 : 0;
      }
      int count = 0;
      try (var all = scan(rules.kind())) {
        for (; all.hasNext(); all.next()) {
          count++;
        }
      }
      return count;
    }

    @Override
    public Optional<ScriptRevision> revision(EntityId script, int number) {
      return Optional.ofNullable(entities.get(EntityKeys.revision(tenant, script, number)))
          .map(values::revision);
    }

    @Override
    public int lastRevision(EntityId script) {
      String prefix = EntityKeys.revisionsOf(tenant, script);
      try (var newest = entities.reverseRange(prefix, EntityKeys.afterAll(prefix))) {
        return newest.hasNext() ? values.revision(newest.next().value).getRevision() : 0;
      }
    }

    private KeyValueIterator<String, byte[]> scan(EntityKind kind) {
      return entities.prefixScan(EntityKeys.allOf(tenant, kind), new StringSerializer());
    }
  }
}
