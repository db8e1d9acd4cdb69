package io.scriptmaster.scheduler;

import io.scriptmaster.entity.CatchUp;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/**
 * Which slots still run that were due a while ago, since nothing ran then or the clock was put
 * forward.
 *
 * @param window what is later never runs
 */
record CatchUpRule(Policy policy, Duration window) {

  /** What is late by no more counts as on time, under every policy. */
  static final Duration ON_TIME = Duration.ofSeconds(10);

  /** Under {@link Policy#NONE}, where no later slot has come due since. */
  static final Duration STILL_GOOD = Duration.ofMinutes(1);

  enum Policy {
    /** Late slots don't run, except for the last one if it is late by a minute at most. */
    NONE,
    /** Of late slots the last one runs. */
    LAST,
    /** All run, one after the other in the order of their times. */
    ALL
  }

  static CatchUpRule of(CatchUp catchUp) {
    return new CatchUpRule(
        Policy.valueOf(catchUp.getPolicy().toUpperCase(Locale.ROOT)),
        Duration.parse(catchUp.getWindow()));
  }

  /**
   * Why a slot does not run any more, or empty where it does.
   *
   * @param late by how much
   * @param last no later slot of the schedule has come due
   */
  Optional<String> missed(Duration late, boolean last) {
    if (isMore(late, window)) {
      return Optional.of(SlotReason.CATCH_UP_WINDOW);
    }
    if (!isMore(late, ON_TIME)) {
      return Optional.empty();
    }
    return switch (policy) {
      case ALL -> Optional.empty();
      case LAST -> last ? Optional.empty() : Optional.of(SlotReason.CATCH_UP_LAST);
      case NONE ->
          last && !isMore(late, STILL_GOOD)
              ? Optional.empty()
              : Optional.of(SlotReason.CATCH_UP_NONE);
    };
  }

  private static boolean isMore(Duration late, Duration limit) {
    return late.compareTo(limit) > 0;
  }
}
