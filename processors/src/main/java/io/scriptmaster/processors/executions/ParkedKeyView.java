package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.processors.streams.TenantKeys;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads which keys of a tenant wait behind a failed event. */
public final class ParkedKeyView {

  private final StoreReads reads;

  public ParkedKeyView(StoreReads reads) {
    this.reads = reads;
  }

  /** The one of a listener. */
  public Optional<ParkedKey> key(TenantId tenant, String listener, String key) {
    return reads
        .<String>get(TaskStores.PARKED_KEYS, tenant, new LaneName(tenant, listener, key).inStore())
        .map(ParkedKey::of);
  }

  /**
   * A tenant's, by listener; those of a listener in an order of their own.
   *
   * @param listener of these alone
   * @param from the {@code next} of the page before, or empty
   */
  public Page<ParkedKey> keys(TenantId tenant, Optional<String> listener, String from, int limit) {
    TenantKeys keys = TenantKeys.of(tenant, listener.map(it -> it + "/").orElse(""), from);
    Page<String> page =
        reads.range(
            TaskStores.PARKED_KEYS, tenant, keys.start(), keys.end(), limit, limit, _ -> true);
    return new Page<>(
        page.items().stream().map(ParkedKey::of).toList(),
        page.next().map(key -> key.substring(TenantKeys.allOf(tenant).length())));
  }
}
