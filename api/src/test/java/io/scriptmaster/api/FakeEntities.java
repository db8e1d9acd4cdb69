package io.scriptmaster.api;

import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.EntityRules;
import io.scriptmaster.processors.entities.RestoreRevision;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.processors.entities.SaveTenant;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Entities in memory: decides versions, and remembers what was asked. */
final class FakeEntities implements EntityReads, Commands {

  static {
    // Records are built with defaults, which Avro refuses until somebody vouches for their classes.
    FakeRegistry.with(TopicCatalogue.withDefaultPrefix());
  }

  private static final Instant NOW = Instant.parse("2026-11-24T08:30:00Z");

  final List<EntityCommand> commands = new ArrayList<>();

  /** Stands in for the decision when it is set. */
  Function<EntityCommand, CommandResult> verdict;

  /** No view answers. */
  volatile boolean unavailable;

  /** By {@code tenant/kind/id}. */
  private final SortedMap<String, SpecificRecord> entities = new ConcurrentSkipListMap<>();

  /** By {@code tenant/script/number}. */
  private final SortedMap<String, ScriptRevision> revisions = new ConcurrentSkipListMap<>();

  private final Map<UUID, CommandResult> decided = new HashMap<>();
  private final Map<UUID, Optional<String>> digests = new HashMap<>();

  @Override
  public synchronized CommandResult send(EntityCommand command) {
    commands.add(command);
    return verdict == null
        ? isReused(command)
            ? refused("idempotency_key_reused", "another body or query", null)
            : decided.computeIfAbsent(command.origin().commandId(), id -> decide(command))
        : verdict.apply(command);
  }

  private boolean isReused(EntityCommand command) {
    Optional<String> digest = command.origin().digest();
    Optional<String> before =
        Optional.ofNullable(digests.putIfAbsent(command.origin().commandId(), digest))
            .orElse(digest);
    return !before.equals(digest);
  }

  static CommandResult refused(String code, String message, String field) {
    return result().setAccepted(false).setCode(code).setMessage(message).setField(field).build();
  }

  static CommandResult accepted(long version) {
    return result().setAccepted(true).setVersion(version).build();
  }

  private CommandResult decide(EntityCommand command) {
    String key = key(command.tenant(), command.kind(), command.entity().value());
    Optional<SpecificRecord> current = Optional.ofNullable(entities.get(key));
    long version = current.map(FakeEntities::versionOf).orElse(0L);
    if (command.expectedVersion().isPresent() && command.expectedVersion().getAsLong() != version) {
      return refused("version_conflict", "its version is " + version, null);
    }
    return switch (command.action()) {
      case Action.Save(var body) -> save(key, command, body, version + 1);
      case Action.Delete delete ->
          entities.remove(key) == null
              ? refused("not_found", "there is none", null)
              : result().setAccepted(true).build();
      case Action.Restore(RestoreRevision(var number, var message)) ->
          revision(command.tenant(), command.entity(), number)
              .filter(revision -> current.isPresent())
              .map(ScriptRevision::getSource)
              .map(source -> new SaveScript(source, null, message, true))
              .map(body -> save(key, command, body, version + 1))
              .orElseGet(() -> refused("not_found", "there is none", null));
      case Action.Touch(var body) -> {
        ApiToken token = (ApiToken) current.orElseThrow();
        entities.put(key, ApiToken.newBuilder(token).setLastUsedAt(body.usedAt()).build());
        yield accepted(version);
      }
    };
  }

  private CommandResult save(String key, EntityCommand command, CommandBody body, long version) {
    Map<String, Object> stamps = new HashMap<>();
    stamps.put("tenant", command.tenant().value());
    stamps.put("id", command.entity().value());
    stamps.put("version", version);
    stamps.put("createdAt", NOW);
    stamps.put("createdBy", command.origin().actor());
    stamps.put("updatedAt", NOW);
    stamps.put("updatedBy", command.origin().actor());
    if (body instanceof SaveScript script) {
      stamps.put("revision", revise(command, script));
      stamps.put("imports", script.imports().stream().map(id -> new LibraryPin(id, 1)).toList());
    }
    entities.put(key, SavedRecord.of(command.kind(), body, stamps));
    return result().setAccepted(true).setCreated(version == 1).setVersion(version).build();
  }

  private int revise(EntityCommand command, SaveScript body) {
    List<ScriptRevision> all = revisionsOf(command.tenant(), command.entity(), "");
    if (!all.isEmpty() && all.getLast().getSource().equals(body.source())) {
      return all.getLast().getRevision();
    }
    int number = all.size() + 1;
    revisions.put(
        "%s/%s/%08d".formatted(command.tenant(), command.entity(), number),
        ScriptRevision.newBuilder()
            .setTenant(command.tenant().value())
            .setScript(command.entity().value())
            .setRevision(number)
            .setSource(body.source())
            .setSourceHash("hash-" + number)
            .setMessage(body.message())
            .setCreatedAt(NOW)
            .setCreatedBy(command.origin().actor())
            .build());
    return number;
  }

  private static long versionOf(SpecificRecord entity) {
    return (Long) entity.get(entity.getSchema().getField("version").pos());
  }

  void addTenant(String id) {
    Map<String, Object> stamps = new HashMap<>();
    stamps.put("id", id);
    stamps.put("version", 1L);
    stamps.put("createdAt", NOW);
    stamps.put("createdBy", "operator");
    stamps.put("updatedAt", NOW);
    stamps.put("updatedBy", "operator");
    entities.put(
        key(new TenantId(id), EntityKind.TENANT, id),
        SavedRecord.of(EntityKind.TENANT, new SaveTenant("Tenant " + id), stamps));
  }

  /** An entity as it is kept, with what is never shown. */
  SpecificRecord stored(EntityKind kind, String tenant, String id) {
    return entities.get(key(new TenantId(tenant), kind, id));
  }

  private static CommandResult.Builder result() {
    return CommandResult.newBuilder().setCommandId("c").setTenant("acme").setDecidedAt(NOW);
  }

  @Override
  public Optional<Tenant> tenant(TenantId tenant) {
    return find(EntityCatalogue.TENANTS, tenant, new EntityId(tenant.value()));
  }

  @Override
  public Page<Tenant> tenants(String from, int limit) {
    requireAvailable();
    List<Tenant> following =
        entities.values().stream()
            .filter(Tenant.class::isInstance)
            .map(Tenant.class::cast)
            .filter(tenant -> tenant.getId().compareTo(from) >= 0)
            .toList();
    return page(following, limit, Tenant::getId);
  }

  @Override
  @SuppressWarnings("unchecked") // Under the key of a kind is an entity of the kind.
  public <E extends SpecificRecord> Optional<E> find(
      EntityRules<?, E> rules, TenantId tenant, EntityId id) {
    requireAvailable();
    return Optional.ofNullable((E) entities.get(key(tenant, rules.kind(), id.value())));
  }

  @Override
  @SuppressWarnings("unchecked") // As above.
  public <E extends SpecificRecord> Page<E> list(
      EntityRules<?, E> rules, TenantId tenant, String from, int limit) {
    requireAvailable();
    String start = key(tenant, rules.kind(), from);
    String end = key(tenant, rules.kind(), "~");
    List<E> following =
        entities.subMap(start, end).values().stream().map(entity -> (E) entity).toList();
    return page(
        following, limit, entity -> (String) entity.get(entity.getSchema().getField("id").pos()));
  }

  @Override
  public Optional<ScriptRevision> revision(TenantId tenant, EntityId script, int number) {
    requireAvailable();
    return Optional.ofNullable(revisions.get("%s/%s/%08d".formatted(tenant, script, number)));
  }

  @Override
  public Page<ScriptRevision> revisions(TenantId tenant, EntityId script, String from, int limit) {
    requireAvailable();
    return page(
        revisionsOf(tenant, script, from),
        limit,
        revision -> "%08d".formatted(revision.getRevision()));
  }

  private List<ScriptRevision> revisionsOf(TenantId tenant, EntityId script, String from) {
    return List.copyOf(
        revisions
            .subMap("%s/%s/%s".formatted(tenant, script, from), "%s/%s0".formatted(tenant, script))
            .values());
  }

  private void requireAvailable() {
    if (unavailable) {
      throw new ViewUnavailableException("entities", null);
    }
  }

  private static String key(TenantId tenant, EntityKind kind, String id) {
    return "%s/%s/%s".formatted(tenant, kind.word(), id);
  }

  private static <E> Page<E> page(List<E> all, int limit, Function<E, String> id) {
    return all.size() <= limit
        ? new Page<>(all, Optional.empty())
        : new Page<>(all.subList(0, limit), Optional.of(id.apply(all.get(limit))));
  }
}
