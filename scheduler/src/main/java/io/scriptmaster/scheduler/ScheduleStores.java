package io.scriptmaster.scheduler;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.ScheduleProgress;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;

/** The state of a partition's schedules. Owned by the stream thread of its task. */
final class ScheduleStores {

  static final String DEFINITIONS = "schedules-by-id";
  static final String PROGRESS = "schedule-progress-by-id";
  static final String DUE = "due-schedules-by-time";

  private final KeyValueStore<String, Schedule> definitions;
  private final KeyValueStore<String, ScheduleProgress> progress;
  private final DueSlots due;
  private final SlotNotes notes;

  ScheduleStores(ProcessorContext<?, ?> context) {
    definitions = context.getStateStore(DEFINITIONS);
    progress = context.getStateStore(PROGRESS);
    due = new DueSlots(context.getStateStore(DUE));
    notes =
        new SlotNotes(
            context.getStateStore(SlotNotes.NOTES),
            context.getStateStore(SlotNotes.FORMER_TIMINGS));
  }

  DueSlots due() {
    return due;
  }

  SlotNotes notes() {
    return notes;
  }

  Optional<ScheduleDefinition> definition(String schedule) {
    return Optional.ofNullable(definitions.get(schedule)).map(ScheduleDefinition::of);
  }

  void define(String schedule, Optional<Schedule> definition) {
    definitions.put(schedule, definition.orElse(null));
  }

  Progress progress(String schedule) {
    return Optional.ofNullable(progress.get(schedule)).map(Progress::of).orElse(Progress.NONE);
  }

  /**
   * @param exists a deleted schedule is forgotten when nobody is waited for any more
   */
  void save(String schedule, Optional<Instant> formerlyDueAt, Progress next, boolean exists) {
    progress.put(schedule, exists || !next.isOver() ? next.toStored() : null);
    due.move(schedule, formerlyDueAt, next.nextDueAt());
  }
}
