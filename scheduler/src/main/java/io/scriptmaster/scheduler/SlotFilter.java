package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Instant;
import java.util.Optional;

/**
 * Which slots are wanted; empty: any.
 *
 * @param from no slot before this moment
 * @param to no slot after this moment
 */
public record SlotFilter(Optional<String> outcome, Optional<Instant> from, Optional<Instant> to) {

  public static final SlotFilter ALL =
      new SlotFilter(Optional.empty(), Optional.empty(), Optional.empty());

  boolean wants(ScheduleSlot slot) {
    return outcome.isEmpty() || outcome.get().equals(slot.getOutcome());
  }
}
