package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.ValueUsage;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class TaskStoresTest {

  @BeforeAll
  static void trustOurRecords() {
    FakeRegistry.with(TopicCatalogue.withDefaultPrefix()).serdes();
  }

  @Test
  void shouldReadTheUsageThatWasWrittenBeforeItHeldVersions() throws IOException {
    // Given
    Schema former =
        new Schema.Parser()
            .parse(TaskStores.class.getResourceAsStream("value-usage-before-versions.avsc"));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    new BinaryMessageEncoder<>(new GenericData(), former)
        .encode(
            new GenericRecordBuilder(former)
                .set("tenant", "acme")
                .set("bytes", 7L)
                .set("count", 2L)
                .build(),
            bytes);

    // When
    ValueUsage read = TaskStores.usage().deserializer().deserialize("", bytes.toByteArray());

    // Then
    assertThat(read).isEqualTo(new ValueUsage("acme", 7L, 2L, 0L));
  }
}
