package io.scriptmaster.scheduler;

import io.scriptmaster.schedule.FormerTiming;
import io.scriptmaster.schedule.ScheduleProgress;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Values of stores that are no topic of the catalogue: Avro's single-object encoding, which names
 * the schema by its fingerprint. When such a schema changes, the former one is kept among the
 * resources and given to the decoder.
 */
final class StateSerdes {

  private static final String BEFORE_BACKFILLS = "schedule-progress-before-backfills.avsc";

  private StateSerdes() {}

  static Serde<ScheduleProgress> progress() {
    SchemaStore.Cache former = new SchemaStore.Cache();
    former.addSchema(schema(BEFORE_BACKFILLS));
    return of(ScheduleProgress.getEncoder(), ScheduleProgress.createDecoder(former));
  }

  static Serde<FormerTiming> formerTimings() {
    return of(FormerTiming.getEncoder(), FormerTiming.getDecoder());
  }

  private static <V> Serde<V> of(BinaryMessageEncoder<V> encoder, BinaryMessageDecoder<V> decoder) {
    return Serdes.serdeFrom(
        (_, value) -> value == null ? null : bytes(encoder, value),
        (_, bytes) -> bytes == null ? null : value(decoder, bytes));
  }

  private static <V> byte[] bytes(BinaryMessageEncoder<V> encoder, V value) {
    try {
      ByteBuffer buffer = encoder.encode(value);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <V> V value(BinaryMessageDecoder<V> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Schema schema(String resource) {
    try (InputStream text = StateSerdes.class.getResourceAsStream(resource)) {
      return new Schema.Parser().parse(text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
