package io.scriptmaster.processors.values;

import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.processors.streams.TenantKeys;
import io.scriptmaster.schemas.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Reads what scripts stored, from the store that they write. */
public final class ValueView {

  /** The store of the executions application: {@link ScriptValue}s by {@code tenant/key}. */
  public static final String STORE = "values-by-tenant";

  /** How many values one page looks at: expired ones may wait for their tombstones. */
  private static final int MAX_SCANNED = 5_000;

  private final StoreReads reads;
  private final Clock clock;

  public ValueView(StoreReads reads, Clock clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** A value that has not expired. */
  public Optional<ScriptValue> value(TenantId tenant, String key) {
    Instant now = clock.instant();
    return reads
        .<ScriptValue>get(STORE, tenant, TenantKeys.allOf(tenant) + key)
        .filter(value -> isThere(value, now));
  }

  /**
   * A tenant's values whose keys start with {@code prefix} (which may be empty) and that have not
   * expired, by key in the order of code points. A page may hold fewer than {@code limit} although
   * more follow.
   *
   * @param from the {@code next} of the page before, which is a key, or empty
   */
  public Page<ScriptValue> values(TenantId tenant, String prefix, String from, int limit) {
    Instant now = clock.instant();
    TenantKeys range = TenantKeys.of(tenant, prefix, from);
    Page<ScriptValue> page =
        reads.range(
            STORE,
            tenant,
            range.start(),
            range.end(),
            limit,
            MAX_SCANNED,
            value -> isThere(value, now));
    return new Page<>(
        page.items(), page.next().map(key -> key.substring(TenantKeys.allOf(tenant).length())));
  }

  private static boolean isThere(ScriptValue value, Instant now) {
    return value.getExpiresAt() == null || value.getExpiresAt().isAfter(now);
  }
}
