package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.streams.StateSerde;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.Test;

class PendingExecutionSerdeTest {

  private static final Instant ADMITTED = Instant.parse("2026-11-24T10:00:00Z");

  @Test
  void shouldReadWhatWasWrittenBeforeRequestsCouldBeHeard() throws IOException {
    // Given
    Schema former = StateSerde.schema(TaskStores.class, "pending-execution-before-heard.avsc");
    GenericData.Record event = new GenericData.Record(former.getField("event").schema());
    event.put("id", "e-1");
    event.put("tenant", "acme");
    event.put("type", "issue.created");
    event.put("occurredAt", ADMITTED.toEpochMilli());
    event.put("payload", "{}");
    event.put("headers", Map.of());
    GenericData.Record origin = new GenericData.Record(former.getField("origin").schema());
    origin.put("topic", "trigger-events");
    origin.put("partition", 1);
    origin.put("offset", 7L);
    GenericData.Record pending = new GenericData.Record(former);
    pending.put("id", "x-1");
    pending.put("script", "score");
    pending.put("trigger", "event");
    pending.put("triggerId", "e-1");
    pending.put("event", event);
    pending.put("depth", 0);
    pending.put("origin", origin);
    pending.put("admittedAt", ADMITTED.toEpochMilli());
    pending.put("attempt", 2);
    pending.put("notBefore", ADMITTED.toEpochMilli());
    pending.put("logLines", 3);
    pending.put("parked", true);

    // When
    PendingExecution read =
        TaskStores.pendingSerde().deserializer().deserialize("", bytes(pending));

    // Then
    assertThat(read.getId()).isEqualTo("x-1");
    assertThat(read.getAttempt()).isEqualTo(2);
    assertThat(read.getParked()).isTrue();
    assertThat(read.getHeard()).isFalse();
    assertThat(read.getCancelled()).isFalse();
    assertThat(read.getEvent().getTenant()).isEqualTo("acme");
  }

  /** Avro's single-object encoding. */
  private static byte[] bytes(GenericData.Record record) throws IOException {
    ByteBuffer buffer =
        new BinaryMessageEncoder<GenericData.Record>(GenericData.get(), record.getSchema())
            .encode(record);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
