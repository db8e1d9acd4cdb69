package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;

/** The state of one tenant in memory. */
final class FakeTenantState implements TenantState {

  static {
    // Decisions copy records, which Avro refuses until somebody vouches for their classes.
    FakeRegistry.with(TopicCatalogue.withDefaultPrefix());
  }

  private final Map<EntityKind, TreeMap<String, SpecificRecord>> entities =
      new EnumMap<>(EntityKind.class);
  private final TreeMap<String, ScriptRevision> revisions = new TreeMap<>();

  void apply(StateChange change) {
    switch (change) {
      case StateChange.OfEntity entity ->
          entity
              .after()
              .ifPresentOrElse(
                  after -> of(entity.kind()).put(entity.id().value(), after),
                  () -> of(entity.kind()).remove(entity.id().value()));
      case StateChange.OfRevision(var tenant, var revision) ->
          revisions.put(key(revision.getScript(), revision.getRevision()), revision);
      case StateChange.OfForgottenRevision(var tenant, var script, var number) ->
          revisions.remove(key(script.value(), number));
    }
  }

  @Override
  public Optional<Tenant> tenant() {
    return of(EntityKind.TENANT).values().stream().map(Tenant.class::cast).findFirst();
  }

  @Override
  @SuppressWarnings("unchecked")
  public <E extends SpecificRecord> Optional<E> find(EntityRules<?, E> rules, EntityId id) {
    return Optional.ofNullable((E) of(rules.kind()).get(id.value()));
  }

  @Override
  public boolean has(EntityRules<?, ?> rules, EntityId id) {
    return of(rules.kind()).containsKey(id.value());
  }

  @Override
  public List<EntityId> users(EntityId script, EntityKind kind) {
    return of(kind).entrySet().stream()
        .filter(entity -> uses(EntityCatalogue.of(kind), entity.getValue(), script))
        .map(entity -> new EntityId(entity.getKey()))
        .toList();
  }

  @SuppressWarnings("unchecked")
  private static <E extends SpecificRecord> boolean uses(
      EntityRules<?, E> rules, SpecificRecord entity, EntityId script) {
    return rules.scriptsUsedBy((E) entity).contains(script);
  }

  @Override
  public int count(EntityRules<?, ?> rules) {
    return of(rules.kind()).size();
  }

  @Override
  public Optional<ScriptRevision> revision(EntityId script, int number) {
    return Optional.ofNullable(revisions.get(key(script.value(), number)));
  }

  @Override
  public boolean hasRevision(EntityId script, int number) {
    return revisions.containsKey(key(script.value(), number));
  }

  @Override
  public int lastRevision(EntityId script) {
    return revisions.values().stream()
        .filter(revision -> revision.getScript().equals(script.value()))
        .mapToInt(ScriptRevision::getRevision)
        .max()
        .orElse(0);
  }

  @Override
  public long revisionBytes() {
    return revisions.values().stream().mapToLong(this::bytesOf).sum();
  }

  @Override
  public long bytesOf(ScriptRevision revision) {
    return revision.getSource().length();
  }

  @Override
  public List<KeptRevision> ofDeletedScripts(long bytes, int atMost) {
    List<KeptRevision> found = new ArrayList<>();
    long left = bytes;
    for (ScriptRevision revision : revisions.values()) {
      EntityId script = new EntityId(revision.getScript());
      if (left > 0 && found.size() < atMost && !has(EntityCatalogue.SCRIPTS, script)) {
        found.add(new KeptRevision(script, revision.getRevision(), bytesOf(revision)));
        left -= bytesOf(revision);
      }
    }
    return found;
  }

  private TreeMap<String, SpecificRecord> of(EntityKind kind) {
    return entities.computeIfAbsent(kind, none -> new TreeMap<>());
  }

  private static String key(String script, int number) {
    return "%s/%08d".formatted(script, number);
  }
}
