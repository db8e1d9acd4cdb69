package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.FormerTiming;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Past slots of one schedule, in memory. */
final class RememberedSlots implements PastSlots {

  private final Map<Instant, Note> notes = new HashMap<>();
  private final List<FormerTiming> timings = new ArrayList<>();

  void take(SlotDecision decision) {
    decision.slots().stream()
        .filter(slot -> Note.of(slot) != Note.NONE)
        .forEach(slot -> notes.put(slot.getSlotTime(), Note.of(slot)));
    decision.ended().ifPresent(timings::add);
  }

  @Override
  public Note note(Instant slotTime) {
    return notes.getOrDefault(slotTime, Note.NONE);
  }

  @Override
  public boolean wasDecidedFormerly(Instant slotTime) {
    return timings.stream().anyMatch(it -> ScheduleDefinition.hasDecided(it, slotTime));
  }
}
