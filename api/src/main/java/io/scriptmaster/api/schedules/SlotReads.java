package io.scriptmaster.api.schedules;

import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.scheduler.SlotFilter;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;

/** Reads what became of slots, wherever it is kept. */
public interface SlotReads {

  /**
   * Newest first; a page may hold fewer than {@code limit} although more follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  Page<ScheduleSlot> slots(
      TenantId tenant, EntityId schedule, SlotFilter filter, String from, int limit);
}
