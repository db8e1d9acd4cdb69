package io.scriptmaster.scheduler;

import io.scriptmaster.processors.streams.StateSerde;
import io.scriptmaster.schedule.FormerTiming;
import io.scriptmaster.schedule.ScheduleProgress;
import org.apache.kafka.common.serialization.Serde;

/**
 * What the scheduler's stores hold that is no topic of the catalogue. When such a schema changes,
 * the former one is kept among the resources and given to the decoder.
 */
final class StateSerdes {

  private static final String BEFORE_BACKFILLS = "schedule-progress-before-backfills.avsc";

  private StateSerdes() {}

  static Serde<ScheduleProgress> progress() {
    return StateSerde.of(
        ScheduleProgress.getEncoder(),
        ScheduleProgress.createDecoder(StateSerde.former(StateSerdes.class, BEFORE_BACKFILLS)));
  }

  static Serde<FormerTiming> formerTimings() {
    return StateSerde.of(FormerTiming.getEncoder(), FormerTiming.getDecoder());
  }
}
