package io.scriptmaster.api.schedules;

import static java.util.Objects.requireNonNull;

/**
 * What the paths below a schedule need.
 *
 * @param slots where slots are read
 * @param requests who takes requests for runs
 */
public record Schedules(SlotReads slots, ScheduleRequests requests) {

  public Schedules {
    requireNonNull(slots, "slots");
    requireNonNull(requests, "requests");
  }
}
