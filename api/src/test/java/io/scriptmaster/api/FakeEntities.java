package io.scriptmaster.api;

import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.SaveListener;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.processors.entities.SaveTenant;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Entities in memory: decides versions, and remembers what was asked. */
final class FakeEntities implements EntityReads, Commands {

  private static final Instant NOW = Instant.parse("2026-11-24T08:30:00Z");

  final List<EntityCommand> commands = new ArrayList<>();

  /** Stands in for the decision when it is set. */
  Function<EntityCommand, CommandResult> verdict;

  /** No view answers. */
  volatile boolean unavailable;

  private final SortedMap<String, Tenant> tenants = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Script> scripts = new ConcurrentSkipListMap<>();
  private final SortedMap<String, Listener> listeners = new ConcurrentSkipListMap<>();

  @Override
  public synchronized CommandResult send(EntityCommand command) {
    commands.add(command);
    return verdict == null ? decide(command) : verdict.apply(command);
  }

  static CommandResult refused(String code, String message, String field) {
    return result().setAccepted(false).setCode(code).setMessage(message).setField(field).build();
  }

  static CommandResult accepted(long version) {
    return result().setAccepted(true).setVersion(version).build();
  }

  private CommandResult decide(EntityCommand command) {
    String key = command.tenant() + "/" + command.entity();
    SortedMap<String, ? extends SpecificRecord> all =
        switch (command.kind()) {
          case TENANT -> tenants;
          case SCRIPT -> scripts;
          case LISTENER -> listeners;
        };
    long version = Optional.ofNullable(all.get(key)).map(FakeEntities::versionOf).orElse(0L);
    if (command.expectedVersion().isPresent() && command.expectedVersion().getAsLong() != version) {
      return refused("version_conflict", "its version is " + version, null);
    }
    if (command.body().isEmpty()) {
      return all.remove(key) == null
          ? refused("not_found", "there is none", null)
          : result().setAccepted(true).build();
    }
    save(key, command, version + 1);
    return result().setAccepted(true).setCreated(version == 0).setVersion(version + 1).build();
  }

  private static long versionOf(SpecificRecord entity) {
    return (Long) entity.get(entity.getSchema().getField("version").pos());
  }

  private void save(String key, EntityCommand command, long version) {
    switch (command.body().orElseThrow()) {
      case SaveTenant(var displayName) ->
          tenants.put(key, tenant(command.tenant().value(), displayName, version));
      case SaveScript(var source, var description, var enabled) ->
          scripts.put(
              key,
              Script.newBuilder()
                  .setTenant(command.tenant().value())
                  .setId(command.entity().value())
                  .setVersion(version)
                  .setRevision((int) version)
                  .setSource(source)
                  .setDescription(description)
                  .setEnabled(enabled)
                  .setCreatedAt(NOW)
                  .setCreatedBy(command.actor())
                  .setUpdatedAt(NOW)
                  .setUpdatedBy(command.actor())
                  .build());
      case SaveListener(var eventTypes, var script, var enabled) ->
          listeners.put(
              key,
              Listener.newBuilder()
                  .setTenant(command.tenant().value())
                  .setId(command.entity().value())
                  .setVersion(version)
                  .setEventTypes(eventTypes)
                  .setScript(script)
                  .setEnabled(enabled)
                  .setCreatedAt(NOW)
                  .setCreatedBy(command.actor())
                  .setUpdatedAt(NOW)
                  .setUpdatedBy(command.actor())
                  .build());
    }
  }

  void addTenant(String id) {
    tenants.put(id + "/" + id, tenant(id, "Tenant " + id, 1));
  }

  private static Tenant tenant(String id, String displayName, long version) {
    return Tenant.newBuilder()
        .setId(id)
        .setVersion(version)
        .setDisplayName(displayName)
        .setCreatedAt(NOW)
        .setCreatedBy("operator")
        .setUpdatedAt(NOW)
        .setUpdatedBy("operator")
        .build();
  }

  private static CommandResult.Builder result() {
    return CommandResult.newBuilder().setCommandId("c").setTenant("acme").setDecidedAt(NOW);
  }

  @Override
  public Optional<Tenant> tenant(TenantId tenant) {
    requireAvailable();
    return Optional.ofNullable(tenants.get(tenant + "/" + tenant));
  }

  @Override
  public Page<Tenant> tenants(String from, int limit) {
    requireAvailable();
    List<Tenant> following =
        tenants.values().stream().filter(tenant -> tenant.getId().compareTo(from) >= 0).toList();
    return page(following, limit, Tenant::getId);
  }

  @Override
  public Optional<Script> script(TenantId tenant, EntityId id) {
    requireAvailable();
    return Optional.ofNullable(scripts.get(tenant + "/" + id));
  }

  @Override
  public Page<Script> scripts(TenantId tenant, String from, int limit) {
    requireAvailable();
    return page(
        List.copyOf(scripts.subMap(tenant + "/" + from, tenant + "0").values()),
        limit,
        Script::getId);
  }

  @Override
  public Optional<Listener> listener(TenantId tenant, EntityId id) {
    requireAvailable();
    return Optional.ofNullable(listeners.get(tenant + "/" + id));
  }

  @Override
  public Page<Listener> listeners(TenantId tenant, String from, int limit) {
    requireAvailable();
    return page(
        List.copyOf(listeners.subMap(tenant + "/" + from, tenant + "0").values()),
        limit,
        Listener::getId);
  }

  private void requireAvailable() {
    if (unavailable) {
      throw new ViewUnavailableException("entities", null);
    }
  }

  private static <E> Page<E> page(List<E> all, int limit, Function<E, String> id) {
    return all.size() <= limit
        ? new Page<>(all, Optional.empty())
        : new Page<>(all.subList(0, limit), Optional.of(id.apply(all.get(limit))));
  }
}
