package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Reads entities from the stores that decide them: a client reads its own writes. */
public final class EntityView {

  private final StoreReads reads;
  private final EntityValues values;

  public EntityView(StoreReads reads, EntityValues values) {
    this.reads = reads;
    this.values = values;
  }

  public Optional<Tenant> tenant(TenantId tenant) {
    return reads.get(EntityStores.TENANTS, tenant, tenant.value());
  }

  /** All tenants after {@code after} (which may be empty), by id. */
  public Page<Tenant> tenants(String after, int limit) {
    List<Tenant> found =
        new ArrayList<>(reads.<Tenant>smallestAfter(EntityStores.TENANTS, after, limit + 1));
    return found.size() <= limit
        ? new Page<>(found, Optional.empty())
        : new Page<>(found.subList(0, limit), Optional.of(found.get(limit - 1).getId()));
  }

  public <E extends SpecificRecord> Optional<E> find(
      EntityRules<?, E> rules, TenantId tenant, EntityId id) {
    return reads
        .<byte[]>get(
            EntityStores.ENTITIES, tenant, EntityKeys.entity(tenant, rules.kind(), id.value()))
        .map(bytes -> values.read(rules, bytes));
  }

  /** The entities of a tenant from {@code from} (an id, or empty) on; {@code next} is an id. */
  public <E extends SpecificRecord> Page<E> list(
      EntityRules<?, E> rules, TenantId tenant, String from, int limit) {
    Page<byte[]> page = range(EntityKeys.allOf(tenant, rules.kind()), tenant, from, limit);
    return new Page<>(
        page.items().stream().map(bytes -> values.read(rules, bytes)).toList(), page.next());
  }

  public Optional<ScriptRevision> revision(TenantId tenant, EntityId script, int number) {
    return reads
        .<byte[]>get(EntityStores.ENTITIES, tenant, EntityKeys.revision(tenant, script, number))
        .map(values::revision);
  }

  /** The revisions of a script, oldest first; {@code next} is for {@code from} alone. */
  public Page<ScriptRevision> revisions(TenantId tenant, EntityId script, String from, int limit) {
    Page<byte[]> page = range(EntityKeys.revisionsOf(tenant, script), tenant, from, limit);
    return new Page<>(page.items().stream().map(values::revision).toList(), page.next());
  }

  private Page<byte[]> range(String prefix, TenantId tenant, String from, int limit) {
    Page<byte[]> page =
        reads.range(
            EntityStores.ENTITIES,
            tenant,
            prefix + from,
            EntityKeys.afterAll(prefix),
            limit,
            Integer.MAX_VALUE,
            value -> true);
    return new Page<>(page.items(), page.next().map(key -> key.substring(prefix.length())));
  }
}
