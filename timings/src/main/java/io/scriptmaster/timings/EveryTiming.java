package io.scriptmaster.timings;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * An interval of real time: clock changes do not touch it.
 *
 * @param interval whole seconds, see {@link IntervalText}
 * @param anchor from which intervals count, in both directions; the next whole second where it is
 *     none
 */
record EveryTiming(Duration interval, Instant anchor) implements Timing {

  EveryTiming {
    anchor = anchor.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
  }

  EveryTiming from(Instant start) {
    return new EveryTiming(interval, start);
  }

  @Override
  public Optional<Instant> after(Instant moment, ZoneId zone) {
    long seconds = interval.toSeconds();
    long passed = moment.getEpochSecond() - anchor.getEpochSecond();
    return Optional.of(anchor.plusSeconds((Math.floorDiv(passed, seconds) + 1) * seconds));
  }
}
