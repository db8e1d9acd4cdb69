package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads entities from the stores that decide them: a client reads its own writes. */
public final class EntityView {

  private final StoreReads reads;

  public EntityView(StoreReads reads) {
    this.reads = reads;
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

  public Optional<Script> script(TenantId tenant, EntityId id) {
    return reads.get(EntityStores.SCRIPTS, tenant, new EntityKey(tenant, id).toString());
  }

  /**
   * The scripts of a tenant from {@code from} (an id, or empty) on, by id; {@code next} is an id.
   */
  public Page<Script> scripts(TenantId tenant, String from, int limit) {
    return list(EntityStores.SCRIPTS, tenant, from, limit);
  }

  public Optional<Listener> listener(TenantId tenant, EntityId id) {
    return reads.get(EntityStores.LISTENERS, tenant, new EntityKey(tenant, id).toString());
  }

  /**
   * The listeners of a tenant from {@code from} (an id, or empty) on, by id; {@code next} is an id.
   */
  public Page<Listener> listeners(TenantId tenant, String from, int limit) {
    return list(EntityStores.LISTENERS, tenant, from, limit);
  }

  private <V> Page<V> list(String store, TenantId tenant, String from, int limit) {
    String prefix = EntityKey.prefixOf(tenant);
    Page<V> page =
        reads.range(
            store,
            tenant,
            prefix + from,
            tenant.value() + "0",
            limit,
            Integer.MAX_VALUE,
            value -> true);
    return new Page<>(page.items(), page.next().map(key -> key.substring(prefix.length())));
  }
}
