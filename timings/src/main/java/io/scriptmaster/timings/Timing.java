package io.scriptmaster.timings;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/** The moments of a schedule. All are at whole seconds. */
public sealed interface Timing permits CronTiming, EveryTiming, MomentTiming {

  /** The first moment later than this one, or empty where none is to come. */
  Optional<Instant> after(Instant moment, ZoneId zone);
}
