package io.scriptmaster.api.values;

import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.values.ValueView;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads what scripts stored, wherever it is kept. */
public interface ValueReads {

  Optional<ScriptValue> value(TenantId tenant, String key);

  /**
   * By key; a page may hold fewer than {@code limit} although more follow.
   *
   * @param prefix of the keys, may be empty
   * @param from the {@code next} of the page before, or empty
   */
  Page<ScriptValue> values(TenantId tenant, String prefix, String from, int limit);

  /** From the stores of the instances. */
  static ValueReads of(ValueView view) {
    return new ValueReads() {
      @Override
      public Optional<ScriptValue> value(TenantId tenant, String key) {
        return view.value(tenant, key);
      }

      @Override
      public Page<ScriptValue> values(TenantId tenant, String prefix, String from, int limit) {
        return view.values(tenant, prefix, from, limit);
      }
    };
  }
}
