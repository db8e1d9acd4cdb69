package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.entities.TenantState.KeptRevision;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What decisions ask of all entities of a tenant, kept beside them in the store {@code entities},
 * so that none has to be read for it: how many of each kind there are, which of them use a script,
 * what revisions take and which scripts are gone. It changes with the entities, in the same
 * transaction.
 *
 * <p>Where there is none, because the entities were written before there were indexes, it is built
 * of them, once. A version of the platform that knows no index must not write to the store after
 * that: what it writes would be missing here. Owned by the stream thread.
 */
final class TenantIndex {

  /** Written when the index is whole; another number builds it anew. */
  private static final byte[] FORM = {1};

  private static final byte[] PRESENT = {1};

  /** What a revision takes at the least: there are not to be too many small ones either. */
  private static final long LEAST_REVISION = 1_024;

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
    if (!Arrays.equals(FORM, entities.get(EntityKeys.index(tenant)))) {
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
    if (kind == EntityKind.SCRIPT && more != 0) {
      String key = EntityKeys.deletedScripts(tenant) + change.id();
      entities.put(key, more > 0 ? null : PRESENT);
    }
  }

  static long bytesOf(byte[] revision) {
    return Math.max(revision.length, LEAST_REVISION);
  }

  long revisionBytes() {
    byte[] bytes = entities.get(EntityKeys.revisionBytes(tenant));
    return bytes == null ? 0 : ByteBuffer.wrap(bytes).getLong();
  }

  /** To be called for each revision that is stored. */
  void added(byte[] revision) {
    putRevisionBytes(revisionBytes() + bytesOf(revision));
  }

  /** To be called for each revision that is no longer stored. */
  void forgotten(EntityId script, int number, byte[] revision) {
    putRevisionBytes(revisionBytes() - bytesOf(revision));
    if (newestRevision(script).isEmpty()) {
      entities.delete(EntityKeys.deletedScripts(tenant) + script);
      entities.put(EntityKeys.forgottenRevision(tenant, script), bytes(number));
    }
  }

  /** The newest number that a script ever had; 0 where it had none. */
  int lastRevision(EntityId script) {
    byte[] forgotten = entities.get(EntityKeys.forgottenRevision(tenant, script));
    return newestRevision(script)
        .orElse(forgotten == null ? 0 : ByteBuffer.wrap(forgotten).getInt());
  }

  private OptionalInt newestRevision(EntityId script) {
    String prefix = EntityKeys.revisionsOf(tenant, script);
    try (var newest = entities.reverseRange(prefix, EntityKeys.afterAll(prefix))) {
      return newest.hasNext()
          ? OptionalInt.of(EntityKeys.revisionIn(newest.next().key))
          : OptionalInt.empty();
    }
  }

  List<KeptRevision> ofDeletedScripts(long bytes, int atMost) {
    List<KeptRevision> found = new ArrayList<>();
    String prefix = EntityKeys.deletedScripts(tenant);
    long left = bytes;
    try (var deleted = entities.prefixScan(prefix, new StringSerializer())) {
      while (deleted.hasNext() && left > 0 && found.size() < atMost) {
        EntityId script = new EntityId(deleted.next().key.substring(prefix.length()));
        left -= addOldest(script, left, atMost, found);
      }
    }
    return found;
  }

  private long addOldest(EntityId script, long bytes, int atMost, List<KeptRevision> found) {
    long added = 0;
    String prefix = EntityKeys.revisionsOf(tenant, script);
    try (var revisions = entities.prefixScan(prefix, new StringSerializer())) {
      while (revisions.hasNext() && added < bytes && found.size() < atMost) {
        var revision = revisions.next();
        long size = bytesOf(revision.value);
        found.add(new KeptRevision(script, EntityKeys.revisionIn(revision.key), size));
        added += size;
      }
    }
    return added;
  }

  private void build() {
    String prefix = EntityKeys.index(tenant);
    try (var before = entities.prefixScan(prefix, new StringSerializer())) {
      before.forEachRemaining(entry -> entities.delete(entry.key));
    }
    Map<EntityKind, Integer> counts = new EnumMap<>(EntityKind.class);
    EntityCatalogue.all().forEach(rules -> counts.put(rules.kind(), addAll(rules)));
    counts.forEach(this::putCount);
    addRevisions();
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

  private void addRevisions() {
    String prefix = EntityKeys.revisions(tenant);
    long bytes = 0;
    try (var all = entities.prefixScan(prefix, new StringSerializer())) {
      String last = "";
      while (all.hasNext()) {
        var revision = all.next();
        bytes += bytesOf(revision.value);
        String script = revision.key.substring(prefix.length(), revision.key.lastIndexOf('/'));
        if (!script.equals(last)
            && entities.get(EntityKeys.entity(tenant, EntityKind.SCRIPT, script)) == null) {
          entities.put(EntityKeys.deletedScripts(tenant) + script, PRESENT);
        }
        last = script;
      }
    }
    putRevisionBytes(bytes);
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
    entities.put(EntityKeys.count(tenant, kind), bytes(count));
  }

  private void putRevisionBytes(long bytes) {
    entities.put(
        EntityKeys.revisionBytes(tenant), ByteBuffer.allocate(Long.BYTES).putLong(bytes).array());
  }

  private static byte[] bytes(int number) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(number).array();
  }

  private String userKey(EntityId script, EntityKind kind, String user) {
    return EntityKeys.usersOf(tenant, script, kind) + user;
  }
}
