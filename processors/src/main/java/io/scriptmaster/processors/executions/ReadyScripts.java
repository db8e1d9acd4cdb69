package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Program;
import io.scriptmaster.engine.Script;
import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.limits.ExecutionLimits;
import io.scriptmaster.processors.streams.PartitionClosedException;
import io.scriptmaster.processors.streams.StoreDoor;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Gives the scripts of one partition's tenants ready to run: each is read when it is about to run,
 * with the libraries that it imports, and kept for the next time within the bounds of {@link
 * KeptScripts}. Any thread, but for what says otherwise.
 */
final class ReadyScripts {

  private final Stored stored;
  private final KeptScripts kept;

  private final StoreDoor door = new StoreDoor();

  /**
   * How entities are read, each by the key of its record; null where there is none.
   *
   * @param scripts by {@code tenant/script}
   * @param revisions by {@code tenant/script/revision}
   */
  record Stored(
      Function<String, Tenant> tenants,
      Function<String, io.scriptmaster.entity.Script> scripts,
      Function<String, ScriptRevision> revisions) {}

  ReadyScripts(Stored stored, KeptScripts kept) {
    this.stored = stored;
    this.kept = kept;
  }

  /**
   * The script as it is now; empty where there is none.
   *
   * @throws PartitionClosedException where the partition is another's by now
   */
  Optional<RunnableScript> find(TenantId tenant, String id) {
    KeptScripts.Key key = new KeptScripts.Key(this, tenant.value());
    Optional<RunnableScript> known = kept.ifKept(key).flatMap(scripts -> scripts.script(id));
    return known.isPresent() ? known : door.whileOpen(() -> read(tenant, id, key));
  }

  /** A script is different now, or gone. On the stream thread, after it was stored. */
  void changed(String tenant, String id) {
    kept.ifKept(new KeptScripts.Key(this, tenant)).ifPresent(scripts -> scripts.changed(id));
  }

  /** The limits of a tenant are different now. On the stream thread, after they were stored. */
  void limitsChanged(String tenant) {
    kept.forget(new KeptScripts.Key(this, tenant));
  }

  /** Waits for readers to leave the stores; later ones are refused. */
  void close() {
    door.close();
    kept.forgetAllOf(this);
  }

  private Optional<RunnableScript> read(TenantId tenant, String id, KeptScripts.Key key) {
    TenantScripts scripts = kept.of(key);
    long changes = scripts.changes();
    io.scriptmaster.entity.Script script =
        EntityId.parse(id)
            .map(parsed -> stored.scripts().apply(new EntityKey(tenant, parsed).toString()))
            .orElse(null);
    if (script == null) {
      return Optional.empty();
    }
    Map<String, Script> imported = new HashMap<>();
    Map<String, Script> byName = new HashMap<>();
    for (LibraryPin pin : script.getImports()) {
      library(tenant, pin, scripts)
          .ifPresent(
              library -> {
                imported.put(nameOf(pin), library);
                byName.put(pin.getScript(), library);
              });
    }
    RunnableScript runnable = runnable(tenant, script, byName);
    // A pin whose revision is not there leaves the import unresolved, and the script says so; it
    // may be on its way.
    if (imported.size() == script.getImports().size()) {
      scripts.keep(changes, runnable, imported);
      kept.grown(key, scripts);
    }
    return Optional.of(runnable);
  }

  private Optional<Script> library(TenantId tenant, LibraryPin pin, TenantScripts scripts) {
    String name = nameOf(pin);
    return scripts
        .library(name)
        .or(
            () ->
                Optional.ofNullable(stored.revisions().apply("%s/%s".formatted(tenant, name)))
                    .map(revision -> new Script(pin.getScript(), revision.getSource())));
  }

  private RunnableScript runnable(
      TenantId tenant, io.scriptmaster.entity.Script script, Map<String, Script> libraries) {
    Map<String, Long> limits =
        Optional.ofNullable(stored.tenants().apply(tenant.value()))
            .map(Tenant::getLimits)
            .orElse(Map.of());
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

  private static String nameOf(LibraryPin pin) {
    return "%s/%d".formatted(pin.getScript(), pin.getRevision());
  }
}
