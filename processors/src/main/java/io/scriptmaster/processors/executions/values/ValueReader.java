package io.scriptmaster.processors.executions.values;

import io.scriptmaster.engine.StoredValue;
import io.scriptmaster.engine.ValueReads;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.StringSerializer;

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
          return Optional.ofNullable(values.store().get(storeKey))
              .filter(value -> !TenantValues.expired(value, now.get()))
              .map(ValueReader::shown);
        });
  }

  @Override
  public List<StoredValue> list(String prefix, String after, int limit) {
    String storePrefix = TenantValues.storeKey(tenant, prefix);
    return values.whileOpen(
        () -> {
          reads.prefix(storePrefix, values.lastWrite());
          List<StoredValue> found = new ArrayList<>();
          try (var entries = values.store().prefixScan(storePrefix, new StringSerializer())) {
            while (entries.hasNext() && found.size() < limit) {
              ScriptValue value = entries.next().value;
              if (value.getKey().compareTo(after) > 0 && !TenantValues.expired(value, now.get())) {
                found.add(shown(value));
              }
            }
          }
          return found;
        });
  }

  private static StoredValue shown(ScriptValue value) {
    return new StoredValue(value.getKey(), value.getValue(), value.getVersion());
  }
}
