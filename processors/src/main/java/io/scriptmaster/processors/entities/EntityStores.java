package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The state that decisions are made on, of the tenants of one partition.
 *
 * <p>Owned by the stream thread of its task.
 */
final class EntityStores {

  static final String TENANTS = "tenants";
  static final String SCRIPTS = "scripts";
  static final String LISTENERS = "listeners";

  private final KeyValueStore<String, Tenant> tenants;
  private final KeyValueStore<String, Script> scripts;
  private final KeyValueStore<String, Listener> listeners;

  EntityStores(ProcessingContext context) {
    this.tenants = context.getStateStore(TENANTS);
    this.scripts = context.getStateStore(SCRIPTS);
    this.listeners = context.getStateStore(LISTENERS);
  }

  Optional<Tenant> tenant(TenantId tenant) {
    return Optional.ofNullable(tenants.get(tenant.value()));
  }

  Optional<Script> script(TenantId tenant, EntityId id) {
    return Optional.ofNullable(scripts.get(new EntityKey(tenant, id).toString()));
  }

  Optional<Listener> listener(TenantId tenant, EntityId id) {
    return Optional.ofNullable(listeners.get(new EntityKey(tenant, id).toString()));
  }

  List<Listener> listeners(TenantId tenant) {
    List<Listener> found = new ArrayList<>();
    try (var all = listeners.prefixScan(EntityKey.prefixOf(tenant), new StringSerializer())) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }

  /** Applies a change; a state of null deletes. */
  void apply(StateChange change) {
    switch (change) {
      case StateChange.OfTenant(var key, var state) -> tenants.put(key, state);
      case StateChange.OfScript(var key, var state) -> scripts.put(key, state);
      case StateChange.OfListener(var key, var state) -> listeners.put(key, state);
    }
  }
}
