package io.scriptmaster.scheduler;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.ScheduleRequest;
import java.util.Optional;

/** What moves schedules, besides time. */
sealed interface ScheduleInput {

  /**
   * A schedule was saved, or deleted where it is empty.
   *
   * @param key of the schedule: {@code tenant/id}
   */
  record Changed(String key, Optional<Schedule> schedule) implements ScheduleInput {}

  record Ended(String tenant, EndedExecution execution) implements ScheduleInput {}

  record Asked(ScheduleRequest request) implements ScheduleInput {}
}
