package io.scriptmaster.processors.executions;

import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The ids of triggers that were read within the last 24 hours, by this platform's clock: a
 * producer's wrong one must not make it forget. Owned by the stream thread.
 *
 * <p>An id is kept under the day on which it was seen, with the moment, so that three look-ups find
 * it; a range of moments would be a scan for each trigger.
 */
final class SeenTriggers {

  static final String STORE = "seen-triggers";

  private static final Duration KEPT = Duration.ofHours(24);
  private static final Duration DAY = Duration.ofDays(1);

  /** The day before this one, seen from its end. Half of it is a segment: one for each day. */
  private static final Duration RETENTION = DAY.multipliedBy(2);

  private final WindowStore<String, Long> store;
  private final Runnable onDuplicate;

  /**
   * @param onDuplicate called for each trigger that is not new
   */
  SeenTriggers(WindowStore<String, Long> store, Runnable onDuplicate) {
    this.store = store;
    this.onDuplicate = onDuplicate;
  }

  static StoreBuilder<WindowStore<String, Long>> builder() {
    return Stores.windowStoreBuilder(
        Stores.persistentWindowStore(STORE, RETENTION, DAY, false), Serdes.String(), Serdes.Long());
  }

  /**
   * Remembers the trigger.
   *
   * @return whether it is new
   */
  boolean add(TenantId tenant, String kind, String id, Instant now) {
    String key = tenant.value() + "/" + kind + "/" + id;
    Instant today = now.truncatedTo(ChronoUnit.DAYS);
    // Also tomorrow: another instance, whose clock was ahead, may have seen it.
    if (sawOn(today, key, now)
        || sawOn(today.minus(DAY), key, now)
        || sawOn(today.plus(DAY), key, now)) {
      onDuplicate.run();
      return false;
    }
    store.put(key, now.toEpochMilli(), today.toEpochMilli());
    return true;
  }

  private boolean sawOn(Instant day, String key, Instant now) {
    Long seen = store.fetch(key, day.toEpochMilli());
    return seen != null && Math.abs(now.toEpochMilli() - seen) <= KEPT.toMillis();
  }
}
