package io.scriptmaster.processors.history;

import io.scriptmaster.processors.streams.WallClockPunctuation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Forgets the oldest entries of a store whose keys are made by {@link HistoryKeys#byTime}.
 *
 * <p>Owned by the stream thread of its task.
 */
final class OldEntries<V> {

  static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  /** Per tenant and turn, so that a turn stays short; the rest goes at the next. */
  static final int FORGET_AT_MOST = 10_000;

  private final KeyValueStore<String, V> byTime;

  OldEntries(KeyValueStore<String, V> byTime) {
    this.byTime = byTime;
  }

  /**
   * As long as the task lives.
   *
   * @param with forgets what belongs to an entry elsewhere
   */
  void forgetAfter(Duration retention, ProcessorContext<?, ?> context, Consumer<V> with) {
    WallClockPunctuation.schedule(
        context, FORGET_EVERY, now -> forget(Instant.ofEpochMilli(now).minus(retention), with));
  }

  void forget(Instant before, Consumer<V> with) {
    String tenant = firstTenantFrom("");
    while (tenant != null) {
      forget(tenant, before, with);
      tenant = firstTenantFrom(HistoryKeys.afterAllOf(tenant));
    }
  }

  /** Leaps from tenant to tenant, over all keys of the one before. */
  private String firstTenantFrom(String key) {
    try (var rest = byTime.range(key, null)) {
      return rest.hasNext() ? rest.next().key.split("/", 2)[0] : null;
    }
  }

  private void forget(String tenant, Instant before, Consumer<V> with) {
    List<KeyValue<String, V>> expired = new ArrayList<>();
    try (var old =
        byTime.range(HistoryKeys.startingAt(tenant, before), HistoryKeys.afterAllOf(tenant))) {
      while (old.hasNext() && expired.size() < FORGET_AT_MOST) {
        expired.add(old.next());
      }
    }
    expired.forEach(
        entry -> {
          with.accept(entry.value);
          byTime.delete(entry.key);
        });
  }
}
