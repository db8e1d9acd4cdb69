package io.scriptmaster.processors.executions;

import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The ids of triggers that were read within the last 24 hours, by this platform's clock: a
 * producer's wrong one must not make it forget. Owned by the stream thread.
 */
final class SeenTriggers {

  static final String STORE = "seen-triggers";

  private static final Duration KEPT = Duration.ofHours(24);
  private static final byte[] SEEN = {};

  private final WindowStore<String, byte[]> store;
  private final Runnable onDuplicate;

  /**
   * @param onDuplicate called for each trigger that is not new
   */
  SeenTriggers(WindowStore<String, byte[]> store, Runnable onDuplicate) {
    this.store = store;
    this.onDuplicate = onDuplicate;
  }

  static StoreBuilder<WindowStore<String, byte[]>> builder() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(STORE, KEPT, KEPT, false),
        Serdes.String(),
        Serdes.ByteArray());
  }

  /**
   * Remembers the trigger.
   *
   * @return whether it is new
   */
  boolean add(TenantId tenant, String kind, String id, Instant now) {
    // Also after now: another instance, whose clock was ahead, may have seen it.
    String key = tenant.value() + "/" + kind + "/" + id;
    try (var earlier = store.fetch(key, now.minus(KEPT), now.plus(KEPT))) {
      if (earlier.hasNext()) {
        onDuplicate.run();
        return false;
      }
    }
    store.put(key, SEEN, now.toEpochMilli());
    return true;
  }
}
