package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
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
 * The scripts and listeners of the tenants of one partition, as the compacted topics have them.
 *
 * <p>Owned by the stream thread of its task.
 */
final class ExecutionStores {

  static final String TENANTS = "tenants";
  static final String SCRIPTS = "scripts";
  static final String LISTENERS = "listeners";

  private final KeyValueStore<String, Script> scripts;
  private final KeyValueStore<String, Listener> listeners;

  ExecutionStores(ProcessingContext context) {
    this.scripts = context.getStateStore(SCRIPTS);
    this.listeners = context.getStateStore(LISTENERS);
  }

  Optional<Script> script(TenantId tenant, EntityId id) {
    return Optional.ofNullable(scripts.get(new EntityKey(tenant, id).toString()));
  }

  /** All listeners of a tenant, by id. */
  List<Listener> listeners(TenantId tenant) {
    List<Listener> found = new ArrayList<>();
    try (var all = listeners.prefixScan(EntityKey.prefixOf(tenant), new StringSerializer())) {
      all.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }
}
