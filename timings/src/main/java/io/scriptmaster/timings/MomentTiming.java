package io.scriptmaster.timings;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.Optional;

/**
 * One moment.
 *
 * @param offset where it was said; else the clock of the schedule's time zone counts, by the rule
 *     of {@link CronTiming}
 */
record MomentTiming(LocalDateTime local, Optional<ZoneOffset> offset) implements Timing {

  static MomentTiming of(OffsetDateTime moment) {
    return new MomentTiming(moment.toLocalDateTime(), Optional.of(moment.getOffset()));
  }

  @Override
  public Optional<Instant> after(Instant moment, ZoneId zone) {
    return Optional.of(instant(zone)).filter(one -> one.isAfter(moment));
  }

  private Instant instant(ZoneId zone) {
    if (offset.isPresent()) {
      return local.toInstant(offset.get());
    }
    ZoneOffsetTransition transition = zone.getRules().getTransition(local);
    return transition != null && transition.isGap()
        ? transition.getInstant()
        // In an overlap this is the earlier one.
        : local.toInstant(zone.getRules().getOffset(local));
  }
}
