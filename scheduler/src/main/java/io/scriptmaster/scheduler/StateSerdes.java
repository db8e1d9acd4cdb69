package io.scriptmaster.scheduler;

import io.scriptmaster.processors.streams.StateSerde;
import io.scriptmaster.schedule.FormerTiming;
import io.scriptmaster.schedule.ScheduleProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.apache.avro.Schema;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.serialization.Serde;

/**
 * What the scheduler's stores hold that is no topic of the catalogue. When such a schema changes,
 * the former one is kept among the resources and given to the decoder.
 */
final class StateSerdes {

  private static final String BEFORE_BACKFILLS = "schedule-progress-before-backfills.avsc";

  private StateSerdes() {}

  static Serde<ScheduleProgress> progress() {
    SchemaStore.Cache former = new SchemaStore.Cache();
    former.addSchema(schema(BEFORE_BACKFILLS));
    return StateSerde.of(ScheduleProgress.getEncoder(), ScheduleProgress.createDecoder(former));
  }

  static Serde<FormerTiming> formerTimings() {
    return StateSerde.of(FormerTiming.getEncoder(), FormerTiming.getDecoder());
  }

  static Schema schema(String resource) {
    try (InputStream text = StateSerdes.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
