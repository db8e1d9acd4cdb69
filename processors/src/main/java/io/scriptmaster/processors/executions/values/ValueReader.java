package io.scriptmaster.processors.executions.values;

import io.scriptmaster.engine.StoredValue;
import io.scriptmaster.engine.ValueReads;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.values.ValueRange;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Reads the values of one tenant for one attempt, and remembers what it read. */
public final class ValueReader implements ValueReads {

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
  public List<StoredValue> list(String prefix, String after, int limit) {
    return values.whileOpen(
        () -> {
          reads.prefix(TenantValues.storeKey(tenant, prefix), values.lastWrite());
          ValueRange range = ValueRange.of(tenant, prefix, after);
          List<StoredValue> found = new ArrayList<>();
          try (var entries = values.store().range(range.start(), range.end())) {
            while (entries.hasNext() && found.size() < limit) {
              var entry = entries.next();
              if (isListed(entry.key, entry.value, range, after)) {
                found.add(shown(entry.value));
              }
            }
          }
          return found;
        });
  }

  /** The store's range has both of its ends. */
  private boolean isListed(String storeKey, ScriptValue value, ValueRange range, String after) {
    return !storeKey.equals(range.end())
        && !value.getKey().equals(after)
        && !TenantValues.expired(value, now.get());
  }

  private static StoredValue shown(ScriptValue value) {
    return new StoredValue(value.getKey(), value.getValue(), value.getVersion());
  }
}
