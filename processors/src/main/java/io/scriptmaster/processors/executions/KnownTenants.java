package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.streams.StoreChanges;
import io.scriptmaster.schemas.TenantId;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Which tenants of a partition exist. Remembers those that do until something of theirs changes: it
 * is asked for every event. Owned by the stream thread.
 */
final class KnownTenants {

  private static final int MOST = 10_000;

  private final KeyValueStore<String, Tenant> tenants;
  private final Set<String> existing = new HashSet<>();

  KnownTenants(ProcessingContext context) {
    this.tenants = context.getStateStore(Definitions.TENANTS);
    StoreChanges changes = context.getStateStore(Definitions.CHANGES);
    changes.listen("known-tenants", (_, key) -> existing.remove(key));
  }

  boolean exists(TenantId tenant) {
    if (existing.contains(tenant.value())) {
      return true;
    }
    if (tenants.get(tenant.value()) == null) {
      return false;
    }
    if (existing.size() >= MOST) {
      existing.clear();
    }
    return existing.add(tenant.value());
  }
}
