package io.scriptmaster.processors.executions.values;

import io.scriptmaster.engine.StoredValue;
import io.scriptmaster.engine.ValuePage;
import io.scriptmaster.engine.ValueReads;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.TenantKeys;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.streams.KeyValue;

/** Reads the values of one tenant for one attempt, and remembers what it read. */
public final class ValueReader implements ValueReads {

  /** How many values one page looks at: expired ones may wait for their tombstones. */
  private static final int MAX_SCANNED = 5_000;

  private final TenantValues values;
  private final TenantId tenant;
  private final Supplier<Instant> now;
  private final ReadSet reads = new ReadSet();

  ValueReader(TenantValues values, TenantId tenant, Supplier<Instant> now) {
    this.values = values;
    this.tenant = tenant;
    this.now = now;
  }

  ReadSet reads() {
    return reads;
  }

  @Override
  public Optional<StoredValue> get(String key) {
    String storeKey = TenantValues.storeKey(tenant, key);
    return values.whileOpen(
        () -> {
          // Before the read: a write between the two counts as one that was missed.
          reads.key(storeKey, values.lastWrite());
          return values
              .get(storeKey)
              .filter(value -> !TenantValues.expired(value, now.get()))
              .map(ValueReader::shown);
        });
  }

  @Override
  public ValuePage list(String prefix, String after, int limit) {
    return values.whileOpen(
        () -> {
          reads.prefix(TenantValues.storeKey(tenant, prefix), values.lastWrite());
          TenantKeys range = TenantKeys.of(tenant, prefix, after);
          try (var entries = values.store().range(range.start(), range.end())) {
            return page(entries, range, after, limit);
          }
        });
  }

  @Override
  public long nextVersion(long before) {
    return values.whileOpen(() -> values.nextVersion(tenant.value(), before));
  }

  /** The store's range has both of its ends. */
  private ValuePage page(
      Iterator<KeyValue<String, ScriptValue>> entries, TenantKeys range, String after, int limit) {
    List<StoredValue> found = new ArrayList<>();
    String last = after;
    long chars = 0;
    for (int scanned = 0; entries.hasNext(); scanned++) {
      var entry = entries.next();
      if (entry.key.equals(range.end())) {
        break;
      }
      if (scanned == MAX_SCANNED) {
        return new ValuePage(found, Optional.of(last));
      }
      ScriptValue value = entry.value;
      if (!value.getKey().equals(after) && !TenantValues.expired(value, now.get())) {
        if (found.size() == limit || chars > MAX_PAGE_CHARS) {
          return new ValuePage(found, Optional.of(last));
        }
        found.add(shown(value));
        chars += value.getKey().length() + value.getValue().length();
      }
      last = value.getKey();
    }
    return ValuePage.last(found);
  }

  private static StoredValue shown(ScriptValue value) {
    return new StoredValue(value.getKey(), value.getValue(), value.getVersion());
  }
}
