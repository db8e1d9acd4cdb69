package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.Script;
import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.limits.ExecutionLimits;
import io.scriptmaster.processors.limits.TenantShare;
import io.scriptmaster.processors.streams.StoreChanges;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the tenants of one partition have defined, read from the compacted topics' stores and kept
 * until something of the tenant changes.
 *
 * <p>Owned by the stream thread, but for {@link #latest}.
 */
final class Definitions {

  static final String TENANTS = "tenants";
  static final String SCRIPTS = "scripts";
  static final String SCRIPT_REVISIONS = "script-revisions";
  static final String LISTENERS = "listeners";
  static final String CHANGES = "definition-changes";

  private static final int TENANTS_KEPT = 10_000;

  private final KeyValueStore<String, Tenant> tenants;
  private final KeyValueStore<String, io.scriptmaster.entity.Script> scripts;
  private final KeyValueStore<String, ScriptRevision> revisions;
  private final KeyValueStore<String, Listener> listeners;
  private final Predicate<String> inUse;
  private final Map<String, TenantDefinitions> byTenant = new ConcurrentHashMap<>();

  /**
   * @param inUse tenants with executions under way: a change of theirs is read at once
   */
  Definitions(ProcessingContext context, Predicate<String> inUse) {
    this.tenants = context.getStateStore(TENANTS);
    this.scripts = context.getStateStore(SCRIPTS);
    this.revisions = context.getStateStore(SCRIPT_REVISIONS);
    this.listeners = context.getStateStore(LISTENERS);
    this.inUse = inUse;
    StoreChanges changes = context.getStateStore(CHANGES);
    changes.listen("definitions", key -> forget(key.split("/", 2)[0]));
  }

  TenantDefinitions of(TenantId tenant) {
    TenantDefinitions known = byTenant.get(tenant.value());
    if (known == null) {
      if (byTenant.size() >= TENANTS_KEPT) {
        byTenant.clear();
      }
      known = read(tenant);
      byTenant.put(tenant.value(), known);
    }
    return known;
  }

  /** As of now, where they are kept. Any thread. */
  Optional<TenantDefinitions> latest(TenantId tenant) {
    return Optional.ofNullable(byTenant.get(tenant.value()));
  }

  private void forget(String tenant) {
    byTenant.remove(tenant);
    if (inUse.test(tenant)) {
      of(new TenantId(tenant));
    }
  }

  private TenantDefinitions read(TenantId tenant) {
    Map<String, Long> limits =
        Optional.ofNullable(tenants.get(tenant.value())).map(Tenant::getLimits).orElse(Map.of());
    List<Listener> heard = all(listeners, tenant);
    Map<String, RunnableScript> runnable = new HashMap<>();
    for (io.scriptmaster.entity.Script script : all(scripts, tenant)) {
      runnable.put(script.getId(), runnable(tenant, script, limits));
    }
    return new TenantDefinitions(heard, runnable, TenantShare.of(limits));
  }

  private RunnableScript runnable(
      TenantId tenant, io.scriptmaster.entity.Script script, Map<String, Long> limits) {
    Map<String, Script> libraries = new HashMap<>();
    for (LibraryPin pin : script.getImports()) {
      // A pin whose revision is gone leaves the import unresolved, and the script says so.
      Optional.ofNullable(
              revisions.get("%s/%s/%d".formatted(tenant, pin.getScript(), pin.getRevision())))
          .ifPresent(
              revision ->
                  libraries.put(
                      pin.getScript(), new Script(pin.getScript(), revision.getSource())));
    }
    return new RunnableScript(
        script.getId(),
        script.getRevision(),
        script.getEnabled(),
        new Program(
            tenant.value(),
            new Script(script.getId(), script.getSource()),
            script.getRevision(),
            libraries),
        EngineLimits.of(ExecutionLimits.resolve(limits, script.getLimits())),
        Optional.ofNullable(script.getRetry()));
  }

  private static <V> List<V> all(KeyValueStore<String, V> store, TenantId tenant) {
    List<V> found = new ArrayList<>();
    try (var entries = store.prefixScan(EntityKey.prefixOf(tenant), new StringSerializer())) {
      entries.forEachRemaining(entry -> found.add(entry.value));
    }
    return found;
  }
}
