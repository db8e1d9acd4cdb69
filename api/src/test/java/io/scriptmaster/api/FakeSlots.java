package io.scriptmaster.api;

import io.scriptmaster.api.schedules.SlotReads;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.scheduler.SlotFilter;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Slots in memory, in the order in which they are added; positions are numbers. */
final class FakeSlots implements SlotReads {

  final List<ScheduleSlot> slots = new ArrayList<>();
  final List<SlotFilter> filters = new ArrayList<>();

  @Override
  public Page<ScheduleSlot> slots(
      TenantId tenant, EntityId schedule, SlotFilter filter, String from, int limit) {
    filters.add(filter);
    List<ScheduleSlot> all =
        slots.stream()
            .filter(
                slot ->
                    slot.getTenant().equals(tenant.value())
                        && slot.getSchedule().equals(schedule.value()))
            .toList();
    int start = from.isEmpty() ? 0 : Integer.parseInt(from);
    int end = Math.min(all.size(), start + limit);
    return new Page<>(
        all.subList(start, end),
        end == all.size() ? Optional.empty() : Optional.of(Integer.toString(end)));
  }
}
