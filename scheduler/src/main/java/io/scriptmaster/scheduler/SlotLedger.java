package io.scriptmaster.scheduler;

import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.EntityKey;
import io.scriptmaster.schemas.TenantId;

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
   * @param cursor the {@code next} of the page before, or empty
   */
  public Page<ScheduleSlot> slots(
      TenantId tenant, EntityId schedule, SlotFilter filter, String cursor, int limit) {
    String key = new EntityKey(tenant, schedule).toString();
    String prefix = SlotKeys.prefixOf(key);
    String first = filter.to().map(it -> SlotKeys.newestFirst(key, it)).orElse(prefix);
    String end =
        filter
            .from()
            .map(it -> SlotKeys.newestFirst(key, it.minusMillis(1)))
            .orElse(SlotKeys.afterAllOf(key));
    Page<ScheduleSlot> page =
        reads.range(
            SLOTS_BY_TIME,
            tenant,
            cursor.isEmpty() ? first : prefix + cursor,
            end,
            limit,
            MAX_SCANNED,
            filter::wants);
    return new Page<>(page.items(), page.next().map(next -> next.substring(prefix.length())));
  }
}
