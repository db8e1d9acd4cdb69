package io.scriptmaster.scheduler;

import io.scriptmaster.entity.Schedule;
import io.scriptmaster.schedule.ScheduleProgress;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
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

  ScheduleStores(ProcessorContext<?, ?> context) {
    definitions = context.getStateStore(DEFINITIONS);
    progress = context.getStateStore(PROGRESS);
    due = new DueSlots(context.getStateStore(DUE));
  }

  /**
   * Of {@link #PROGRESS}: Avro's single-object encoding. When the schema changes, the decoder must
   * be given the former one too.
   */
  static Serde<ScheduleProgress> progressSerde() {
    return Serdes.serdeFrom(
        (_, value) -> value == null ? null : bytes(value),
        (_, bytes) -> bytes == null ? null : progress(bytes));
  }

  DueSlots due() {
    return due;
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

  private static byte[] bytes(ScheduleProgress value) {
    try {
      ByteBuffer buffer = value.toByteBuffer();
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ScheduleProgress progress(byte[] bytes) {
    try {
      return ScheduleProgress.fromByteBuffer(ByteBuffer.wrap(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
