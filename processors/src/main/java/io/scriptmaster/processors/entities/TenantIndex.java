package io.scriptmaster.processors.entities;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What decisions ask of all entities of a tenant, kept beside them in the store {@code entities},
 * so that none has to be read for it: how many of each kind there are, and which of them use a
 * script. It changes with the entities, in the same transaction.
 *
 * <p>Where there is none, because the entities were written before there were indexes, it is built
 * of them, once. A version of the platform that knows no index must not write to the store after
 * that: what it writes would be missing here. Owned by the stream thread.
 */
final class TenantIndex {

  /** Written when the index is whole; another number builds it anew. */
  private static final byte[] FORM = {1};

  private static final byte[] PRESENT = {1};

  private final KeyValueStore<String, byte[]> entities;
  private final EntityValues values;
  private final TenantId tenant;

  private TenantIndex(
      KeyValueStore<String, byte[]> entities, EntityValues values, TenantId tenant) {
    this.entities = entities;
    this.values = values;
    this.tenant = tenant;
  }

  static TenantIndex of(
      KeyValueStore<String, byte[]> entities, EntityValues values, TenantId tenant) {
    TenantIndex index = new TenantIndex(entities, values, tenant);
    if (entities.get(EntityKeys.index(tenant)) == null) {
      index.build();
    }
    return index;
  }

  int count(EntityKind kind) {
    byte[] count = entities.get(EntityKeys.count(tenant, kind));
    return count == null ? 0 : ByteBuffer.wrap(count).getInt();
  }

  /** The entities of a kind that use a script, by id. */
  List<EntityId> users(EntityId script, EntityKind kind) {
    String prefix = EntityKeys.usersOf(tenant, script, kind);
    List<EntityId> found = new ArrayList<>();
    try (var users = entities.prefixScan(prefix, new StringSerializer())) {
      users.forEachRemaining(user -> found.add(new EntityId(user.key.substring(prefix.length()))));
    }
    return found;
  }

  /** To be called for each entity that is made, replaced or deleted. */
  void changed(StateChange.OfEntity change) {
    EntityKind kind = change.kind();
    int more = (change.after().isPresent() ? 1 : 0) - (change.before().isPresent() ? 1 : 0);
    if (more != 0) {
      putCount(kind, count(kind) + more);
    }
    Set<EntityId> before = scriptsUsedBy(kind, change.before());
    Set<EntityId> after = scriptsUsedBy(kind, change.after());
    before.stream()
        .filter(script -> !after.contains(script))
        .forEach(script -> entities.delete(userKey(script, kind, change.id().value())));
    after.stream()
        .filter(script -> !before.contains(script))
        .forEach(script -> entities.put(userKey(script, kind, change.id().value()), PRESENT));
  }

  private void build() {
    Map<EntityKind, Integer> counts = new EnumMap<>(EntityKind.class);
    EntityCatalogue.all().forEach(rules -> counts.put(rules.kind(), addAll(rules)));
    counts.forEach(this::putCount);
    entities.put(EntityKeys.index(tenant), FORM);
  }

  /** One after another: together they may be large. */
  private <E extends SpecificRecord> int addAll(EntityRules<?, E> rules) {
    String prefix = EntityKeys.allOf(tenant, rules.kind());
    int count = 0;
    try (var all = entities.prefixScan(prefix, new StringSerializer())) {
      for (; all.hasNext(); count++) {
        var entry = all.next();
        String id = entry.key.substring(prefix.length());
        rules
            .scriptsUsedBy(values.read(rules, entry.value))
            .forEach(script -> entities.put(userKey(script, rules.kind(), id), PRESENT));
      }
    }
    return count;
  }

  private static Set<EntityId> scriptsUsedBy(
      EntityKind kind, Optional<? extends SpecificRecord> entity) {
    return entity
        .map(it -> new HashSet<>(scriptsUsedBy(EntityCatalogue.of(kind), it)))
        .orElseGet(HashSet::new);
  }

  private static <E extends SpecificRecord> List<EntityId> scriptsUsedBy(
      EntityRules<?, E> rules, SpecificRecord entity) {
    @SuppressWarnings("unchecked") // A change has entities of its kind.
    E ofKind = (E) entity;
    return rules.scriptsUsedBy(ofKind);
  }

  private void putCount(EntityKind kind, int count) {
    entities.put(
        EntityKeys.count(tenant, kind), ByteBuffer.allocate(Integer.BYTES).putInt(count).array());
  }

  private String userKey(EntityId script, EntityKind kind, String user) {
    return EntityKeys.usersOf(tenant, script, kind) + user;
  }
}
