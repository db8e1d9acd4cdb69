package io.scriptmaster.scheduler;

import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;

/** Reads what became of slots. */
public final class SlotLedger {

  /** Slots by {@code tenant/schedule/time}, newest first. */
  static final String SLOTS_BY_TIME = "slots-by-time";

  private static final int MAX_SCANNED = 5_000;

  private final StoreReads reads;

  public SlotLedger(StoreReads reads) {
    this.reads = reads;
  }

  /**
   * The slots of a schedule, newest first; of one that was deleted too, while they are kept. A page
   * may hold fewer than {@code limit} although more follow.
   *
   * @param outcome of the slots that are wanted; empty: any
   * @param from no slot before this moment
   * @param to no slot after this moment
   * @param cursor the {@code next} of the page before, or empty
   */
  public Page<ScheduleSlot> slots(
      TenantId tenant,
      EntityId schedule,
      Optional<String> outcome,
      Optional<Instant> from,
      Optional<Instant> to,
      String cursor,
      int limit) {
    String key = new EntityKey(tenant, schedule).toString();
    String prefix = SlotKeys.prefixOf(key);
    String first = to.map(it -> SlotKeys.newestFirst(key, it)).orElse(prefix);
    String end =
        from.map(it -> SlotKeys.newestFirst(key, it.minusMillis(1)))
            .orElse(SlotKeys.afterAllOf(key));
    Page<ScheduleSlot> page =
        reads.range(
            SLOTS_BY_TIME,
            tenant,
            cursor.isEmpty() ? first : prefix + cursor,
            end,
            limit,
            MAX_SCANNED,
            slot -> outcome.isEmpty() || outcome.get().equals(slot.getOutcome()));
    return new Page<>(page.items(), page.next().map(next -> next.substring(prefix.length())));
  }
}
