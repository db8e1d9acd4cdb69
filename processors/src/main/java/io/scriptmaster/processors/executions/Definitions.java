package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.limits.TenantShare;
import io.scriptmaster.processors.streams.PartitionClosedException;
import io.scriptmaster.processors.streams.StoreChanges;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What the tenants of one partition have defined, read from the compacted topics' stores and kept
 * until it changes: listeners all at once, each script when it is needed.
 *
 * <p>Owned by the stream thread, but for {@link #latest} and {@link #script}.
 */
final class Definitions {

  static final String TENANTS = "tenants";
  static final String SCRIPTS = "scripts";
  static final String SCRIPT_REVISIONS = "script-revisions";
  static final String LISTENERS = "listeners";
  static final String CHANGES = "definition-changes";

  private static final int TENANTS_KEPT = 10_000;

  private final KeyValueStore<String, Tenant> tenants;
  private final KeyValueStore<String, Script> scripts;
  private final KeyValueStore<String, Listener> listeners;
  private final ReadyScripts ready;
  private final Predicate<String> inUse;
  private final Map<String, TenantDefinitions> byTenant = new ConcurrentHashMap<>();

  /** By tenant and script, of those that listeners name: whether events start it. */
  private final Map<String, Map<String, Boolean>> started = new HashMap<>();

  /**
   * @param kept the scripts that are in memory
   * @param inUse tenants with executions under way: a change of theirs is read at once
   */
  Definitions(ProcessingContext context, KeptScripts kept, Predicate<String> inUse) {
    this.tenants = context.getStateStore(TENANTS);
    this.scripts = context.getStateStore(SCRIPTS);
    this.listeners = context.getStateStore(LISTENERS);
    this.inUse = inUse;
    KeyValueStore<String, ScriptRevision> revisions = context.getStateStore(SCRIPT_REVISIONS);
    this.ready =
        new ReadyScripts(new ReadyScripts.Stored(tenants::get, scripts::get, revisions::get), kept);
    StoreChanges changes = context.getStateStore(CHANGES);
    changes.listen("definitions", this::changed);
  }

  TenantDefinitions of(TenantId tenant) {
    TenantDefinitions known = byTenant.get(tenant.value());
    if (known == null) {
      if (byTenant.size() >= TENANTS_KEPT) {
        byTenant.clear();
        started.clear();
      }
      known = new TenantDefinitions(hearings(tenant), share(tenant.value()));
      byTenant.put(tenant.value(), known);
    }
    return known;
  }

  /**
   * Each script that an event of the type starts. One that is gone, too, so that its rejection is
   * recorded; not one that is disabled.
   */
  List<Admission> admissions(TenantId tenant, String type) {
    List<Admission> heard = of(tenant).admissions(type);
    Map<String, Boolean> known = started.computeIfAbsent(tenant.value(), _ -> new HashMap<>());
    for (Admission one : heard) {
      if (!isStarted(one, known, tenant)) {
        return heard.stream().filter(other -> isStarted(other, known, tenant)).toList();
      }
    }
    return heard;
  }

  private boolean isStarted(Admission one, Map<String, Boolean> known, TenantId tenant) {
    return known.computeIfAbsent(
        one.script(),
        id ->
            Optional.ofNullable(scripts.get(tenant.value() + "/" + id))
                .map(Script::getEnabled)
                .orElse(true));
  }

  /** As of now, where they are kept. Any thread. */
  Optional<TenantDefinitions> latest(TenantId tenant) {
    return Optional.ofNullable(byTenant.get(tenant.value()));
  }

  /**
   * As of now; empty where there is none. Any thread.
   *
   * @throws PartitionClosedException after {@link #close}
   */
  Optional<RunnableScript> script(TenantId tenant, String id) {
    return ready.find(tenant, id);
  }

  /** Waits for other threads to leave the stores. */
  void close() {
    ready.close();
  }

  private void changed(String store, String key) {
    int slash = key.indexOf('/');
    String tenant = slash < 0 ? key : key.substring(0, slash);
    String id = key.substring(slash + 1);
    switch (store) {
      case TENANTS -> {
        ready.limitsChanged(tenant);
        refresh(tenant, known -> known.with(share(tenant)));
      }
      case LISTENERS ->
          refresh(tenant, known -> known.with(id, Hearing.ofNullable(listeners.get(key))));
      case SCRIPTS -> {
        ready.changed(tenant, id);
        Optional.ofNullable(started.get(tenant)).ifPresent(known -> known.remove(id));
      }
      default -> {
        // A revision is what it was, and what waits for one is not kept.
      }
    }
  }

  private void refresh(String tenant, UnaryOperator<TenantDefinitions> change) {
    if (byTenant.computeIfPresent(tenant, (_, known) -> change.apply(known)) == null
        && inUse.test(tenant)) {
      of(new TenantId(tenant));
    }
  }

  private TenantShare share(String tenant) {
    return TenantShare.of(
        Optional.ofNullable(tenants.get(tenant)).map(Tenant::getLimits).orElse(Map.of()));
  }

  private TreeMap<String, Hearing> hearings(TenantId tenant) {
    TreeMap<String, Hearing> found = new TreeMap<>();
    try (var entries = listeners.prefixScan(EntityKey.prefixOf(tenant), new StringSerializer())) {
      entries.forEachRemaining(
          entry -> {
            Hearing hearing = Hearing.of(entry.value);
            found.put(hearing.listener(), hearing);
          });
    }
    return found;
  }
}
