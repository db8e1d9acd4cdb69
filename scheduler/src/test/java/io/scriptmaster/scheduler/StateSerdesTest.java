package io.scriptmaster.scheduler;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.streams.StateSerde;
import io.scriptmaster.schedule.ScheduleProgress;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class StateSerdesTest {

  private static final Instant NEXT = Instant.parse("2026-11-24T10:00:00Z");

  @BeforeAll
  static void trustOurRecords() {
    FakeRegistry.with(TopicCatalogue.withDefaultPrefix()).serdes();
  }

  @Test
  void shouldReadWhatWasWrittenBeforeThereWereBackfills() throws IOException {
    // Given
    Schema former = StateSerde.schema(StateSerdes.class, "schedule-progress-before-backfills.avsc");
    GenericData.Record progress = new GenericData.Record(former);
    progress.put("nextSlot", NEXT.toEpochMilli());
    progress.put("running", List.of());
    progress.put("waiting", List.of());
    progress.put("requests", List.of("r-1"));

    // When
    ScheduleProgress read = StateSerdes.progress().deserializer().deserialize("", bytes(progress));

    // Then
    Progress known = Progress.of(read);
    assertThat(known.next()).contains(NEXT);
    assertThat(known.requests()).containsExactly("r-1");
    assertThat(known.timingSince()).isEmpty();
    assertThat(known.backfills()).isEmpty();
  }

  @Test
  void shouldReadWhatItWrote() {
    // Given
    Progress progress =
        new Progress(
            Optional.of(NEXT),
            Optional.of(NEXT),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of("r-1"),
            Optional.of(NEXT.minusSeconds(60)),
            List.of(
                new Backfill("r-1", NEXT.minusSeconds(60), NEXT, Optional.of(Overlap.BUFFER_ALL))));

    // When
    byte[] bytes = StateSerdes.progress().serializer().serialize("", progress.toStored());

    // Then
    assertThat(Progress.of(StateSerdes.progress().deserializer().deserialize("", bytes)))
        .isEqualTo(progress);
  }

  /** Avro's single-object encoding. */
  private static byte[] bytes(GenericData.Record record) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(0xC3);
    bytes.write(0x01);
    bytes.write(
        ByteBuffer.allocate(Long.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putLong(SchemaNormalization.parsingFingerprint64(record.getSchema()))
            .array());
    var encoder = EncoderFactory.get().binaryEncoder(bytes, null);
    new GenericDatumWriter<>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return bytes.toByteArray();
  }
}
