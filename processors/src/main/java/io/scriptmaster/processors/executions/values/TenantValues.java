package io.scriptmaster.processors.executions.values;

import io.scriptmaster.engine.ValueWrite;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.execution.ValueUsage;
import io.scriptmaster.processors.streams.StoreDoor;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The values of the tenants of one partition. Owned by the stream thread; {@link #reader} gives
 * what other threads read with.
 */
public final class TenantValues {

  private final KeyValueStore<String, ScriptValue> store;
  private final CachedValues values;
  private final ValueExpiries expiries;
  private final KeyValueStore<String, ValueUsage> usages;
  private final Runnable onConflict;
  private final Map<String, ValueUsage> usageByTenant = new HashMap<>();
  private final Set<String> usageChanged = new LinkedHashSet<>();

  /** By tenant, the greatest version that was given. Any thread; never forgotten. */
  private final Map<String, AtomicLong> lastVersions = new ConcurrentHashMap<>();

  private final RecentWrites recent = new RecentWrites();
  private final Set<ValueReader> readers = ConcurrentHashMap.newKeySet();

  private final StoreDoor door = new StoreDoor();

  /**
   * @param onConflict called for each attempt that had read what is different now
   */
  public TenantValues(
      KeyValueStore<String, ScriptValue> values,
      KeyValueStore<String, String> expiries,
      KeyValueStore<String, ValueUsage> usages,
      Runnable onConflict) {
    this.store = values;
    this.values = new CachedValues(values);
    this.expiries = new ValueExpiries(expiries);
    this.usages = usages;
    this.onConflict = onConflict;
  }

  /**
   * Reads for one attempt of an execution; they count until {@link #ended}. Any thread.
   *
   * @param now tells what has expired
   */
  public ValueReader reader(TenantId tenant, Supplier<Instant> now) {
    ValueReader reader = new ValueReader(this, tenant, now);
    readers.add(reader);
    return reader;
  }

  public void ended(ValueReader reader) {
    readers.remove(reader);
  }

  /** Whether something that the attempt had read is different now. */
  public boolean changedSince(ValueReader reader) {
    boolean changed = recent.changedSince(reader.reads());
    if (changed) {
      onConflict.run();
    }
    return changed;
  }

  /**
   * Makes the writes of an execution.
   *
   * @return what is now under each key, in the order of the writes; empty where it was deleted
   */
  public List<ValueChange> apply(
      TenantId tenant, List<ValueWrite> writes, String script, String executionId, Instant now) {
    List<ValueChange> changes = new ArrayList<>(writes.size());
    for (ValueWrite write : writes) {
      String storeKey = storeKey(tenant, write.key());
      Optional<ScriptValue> before = values.get(storeKey);
      Optional<ScriptValue> after =
          write
              .json()
              .map(
                  json ->
                      ScriptValue.newBuilder()
                          .setTenant(tenant.value())
                          .setKey(write.key())
                          .setValue(json)
                          .setVersion(version(tenant, write, before))
                          .setExpiresAt(write.ttl().map(now::plus).orElse(null))
                          .setUpdatedAt(now)
                          .setScript(script)
                          .setExecutionId(executionId)
                          .build());
      if (before.isPresent() || after.isPresent()) {
        change(storeKey, before, after);
        changes.add(new ValueChange(storeKey, after));
      }
    }
    return changes;
  }

  private long version(TenantId tenant, ValueWrite write, Optional<ScriptValue> before) {
    return write
        .version()
        .orElseGet(
            () -> nextVersion(tenant.value(), before.map(ScriptValue::getVersion).orElse(0L)));
  }

  /**
   * A version that no value of the tenant ever had: a key that was deleted and is stored again must
   * not show the version that somebody remembers of the former value. One that a reader took and
   * that nothing was stored with is lost. Any thread, while the store is open.
   */
  long nextVersion(String tenant, long before) {
    return lastVersion(tenant).updateAndGet(last -> Math.max(last, before) + 1);
  }

  private AtomicLong lastVersion(String tenant) {
    return lastVersions.computeIfAbsent(
        tenant,
        id -> {
          ValueUsage stored = usages.get(id);
          return new AtomicLong(stored == null ? 0 : stored.getLastVersion());
        });
  }

  /** Deletes what has expired, at most so many. */
  public List<ValueChange> expire(Instant now, int atMost) {
    List<ValueChange> changes = new ArrayList<>();
    for (String storeKey : expiries.due(now, atMost)) {
      Optional<ScriptValue> value = values.get(storeKey);
      if (value.isPresent() && expired(value.get(), now)) {
        change(storeKey, value, Optional.empty());
        changes.add(new ValueChange(storeKey, Optional.empty()));
      }
    }
    return changes;
  }

  /** Bytes and number of a tenant's values. */
  public ValueUsage usage(String tenant) {
    return usageByTenant.computeIfAbsent(
        tenant,
        id -> {
          ValueUsage stored = usages.get(id);
          return stored == null ? new ValueUsage(id, 0L, 0L, 0L) : stored;
        });
  }

  /** What it would be after these writes. */
  public ValueUsage usageAfter(TenantId tenant, List<ValueWrite> writes) {
    ValueUsage now = usage(tenant.value());
    long bytes = now.getBytes();
    long count = now.getCount();
    for (ValueWrite write : writes) {
      Optional<ScriptValue> before = values.get(storeKey(tenant, write.key()));
      bytes -= size(before);
      count -= before.isPresent() ? 1 : 0;
      if (write.json().isPresent()) {
        bytes += write.key().length() + write.json().get().length();
        count++;
      }
    }
    return new ValueUsage(tenant.value(), bytes, count, now.getLastVersion());
  }

  /** To be called before each commit. */
  public void beforeCommit() {
    for (String tenant : usageChanged) {
      ValueUsage usage = usageByTenant.get(tenant);
      usages.put(
          tenant,
          new ValueUsage(tenant, usage.getBytes(), usage.getCount(), lastVersion(tenant).get()));
    }
    usageChanged.clear();
    if (usageByTenant.size() > 10_000) {
      usageByTenant.clear();
    }
    if (recent.isLarge()) {
      OptionalLong oldest = readers.stream().mapToLong(reader -> reader.reads().first()).min();
      recent.prune(oldest.orElse(Long.MAX_VALUE));
    }
  }

  /** Waits for readers to leave the store; later ones are refused. */
  public void close() {
    door.close();
  }

  private void change(String storeKey, Optional<ScriptValue> before, Optional<ScriptValue> after) {
    recent.note(storeKey);
    values.put(storeKey, after);
    recent.made();
    before.ifPresent(value -> expiries.remove(storeKey, value.getExpiresAt()));
    after.ifPresent(value -> expiries.add(storeKey, value.getExpiresAt()));
    String tenant = storeKey.substring(0, storeKey.indexOf('/'));
    ValueUsage usage = usage(tenant);
    usageByTenant.put(
        tenant,
        new ValueUsage(
            tenant,
            usage.getBytes() - size(before) + size(after),
            usage.getCount() - (before.isPresent() ? 1 : 0) + (after.isPresent() ? 1 : 0),
            usage.getLastVersion()));
    usageChanged.add(tenant);
  }

  private static long size(Optional<ScriptValue> value) {
    return value.map(it -> it.getKey().length() + it.getValue().length()).orElse(0);
  }

  static boolean expired(ScriptValue value, Instant now) {
    return value.getExpiresAt() != null && !now.isBefore(value.getExpiresAt());
  }

  static String storeKey(TenantId tenant, String key) {
    return tenant.value() + "/" + key;
  }

  // ---- for readers, on any thread
  // ------------------------------------------------------------------

  KeyValueStore<String, ScriptValue> store() {
    return store;
  }

  Optional<ScriptValue> get(String storeKey) {
    return values.get(storeKey);
  }

  long lastWrite() {
    return recent.last();
  }

  <T> T whileOpen(Supplier<T> read) {
    return door.whileOpen(read);
  }
}
