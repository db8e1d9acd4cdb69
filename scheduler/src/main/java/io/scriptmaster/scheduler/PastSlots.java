package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.ScheduleSlot;
import java.time.Instant;
import java.util.Locale;

/**
 * What is known of the slots of one schedule that are over, as long as the ledger keeps them.
 *
 * <p>A slot that its timing decided ran, and one that no timing decided did not, unless noted
 * otherwise: so only what is unusual costs a note.
 */
interface PastSlots {

  /** What was noted of a slot. */
  enum Note {
    /** It was filled in. */
    RAN,
    /** It was decided, and has not run. */
    NOT_RUN,
    /** The rule holds. */
    NONE;

    static Note of(ScheduleSlot slot) {
      if (slot.getKind().equals(SlotRecords.MANUAL)) {
        return NONE;
      }
      return switch (slot.getOutcome()) {
        case SlotRecords.SKIPPED, SlotRecords.MISSED -> NOT_RUN;
        case SlotRecords.RAN -> slot.getKind().equals(SlotRecords.BACKFILL) ? RAN : NONE;
        default -> NONE;
      };
    }

    static Note read(String word) {
      return valueOf(word.toUpperCase(Locale.ROOT));
    }

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  Note note(Instant slotTime);

  /** A timing that the schedule had formerly has this slot, and decided it. */
  boolean wasDecidedFormerly(Instant slotTime);
}
