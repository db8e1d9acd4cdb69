package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.FormerTiming;
import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * What {@link PastSlots} are known by: notes of what did not run or was filled in, and the timings
 * that schedules had. Owned by the stream thread of its task.
 */
final class SlotNotes {

  static final String NOTES = "slot-notes-by-time";
  static final String FORMER_TIMINGS = "former-timings-by-time";

  /** A note outlives what may be asked for: without it a slot might be filled in twice. */
  static final Duration LONGER = Duration.ofDays(1);

  private final KeyValueStore<String, String> notes;
  private final KeyValueStore<String, FormerTiming> timings;
  private final OldEntries<String> oldNotes;
  private final OldEntries<FormerTiming> oldTimings;

  SlotNotes(KeyValueStore<String, String> notes, KeyValueStore<String, FormerTiming> timings) {
    this.notes = notes;
    this.timings = timings;
    this.oldNotes = new OldEntries<>(notes, SlotNotes::upTo);
    this.oldTimings = new OldEntries<>(timings, SlotNotes::upTo);
  }

  PastSlots of(String schedule) {
    return new PastSlots() {
      @Override
      public Note note(Instant slotTime) {
        return Optional.ofNullable(notes.get(SlotKeys.oldestFirst(schedule, slotTime)))
            .map(Note::read)
            .orElse(Note.NONE);
      }

      /** They follow one another: the first that did not end before is the only one to ask. */
      @Override
      public boolean wasDecidedFormerly(Instant slotTime) {
        try (var rest =
            timings.range(
                SlotKeys.oldestFirst(schedule, slotTime), SlotKeys.afterAllOf(schedule))) {
          return rest.hasNext() && ScheduleDefinition.hasDecided(rest.next().value, slotTime);
        }
      }
    };
  }

  /** Takes down what is unusual of what was decided. */
  void take(String schedule, SlotDecision decision) {
    for (ScheduleSlot slot : decision.slots()) {
      PastSlots.Note note = PastSlots.Note.of(slot);
      if (note != PastSlots.Note.NONE) {
        notes.put(SlotKeys.oldestFirst(schedule, slot.getSlotTime()), note.word());
      }
    }
    decision.ended().ifPresent(it -> timings.put(SlotKeys.oldestFirst(schedule, it.getUpTo()), it));
  }

  /** One turn. */
  void forget(Instant upTo) {
    oldNotes.forget(upTo.minus(LONGER));
    oldTimings.forget(upTo.minus(LONGER));
  }

  private static OldEntries.Keys upTo(String schedule, Instant moment) {
    return new OldEntries.Keys(SlotKeys.prefixOf(schedule), SlotKeys.oldestFirst(schedule, moment));
  }
}
