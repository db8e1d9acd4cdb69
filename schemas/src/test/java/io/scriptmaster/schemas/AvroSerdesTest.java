package io.scriptmaster.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.scriptmaster.event.TriggerEvent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AvroSerdesTest {

  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();
  private static final Topic<TriggerEvent> TOPIC = TOPICS.triggerEvents();

  private final LeavingRegistry registry = new LeavingRegistry();
  private final AvroSerdes serdes = new AvroSerdes(registry);

  @BeforeEach
  void registerSchemas() {
    new SchemaRegistration(registry).register(TOPICS);
  }

  @Test
  void shouldReadBackWhatItWrote() {
    byte[] bytes = serdes.serializer(TOPIC).serialize("", event());

    assertThat(serdes.deserializer(TOPIC).deserialize("", bytes)).isEqualTo(event());
  }

  @Test
  void shouldWriteMagicSchemaIdAndPlainAvro() throws Exception {
    byte[] bytes = serdes.serializer(TOPIC).serialize("", event());

    ByteBuffer frame = ByteBuffer.wrap(bytes);
    assertThat(frame.get()).isZero();
    int schemaId = registry.getId(TOPIC.subject(), TOPIC.schema());
    assertThat(frame.getInt()).isEqualTo(schemaId);
    GenericRecord record =
        new GenericDatumReader<GenericRecord>(TOPIC.schema())
            .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
    assertThat(record.get("id")).hasToString("e-1");
    assertThat(record.get("occurredAt")).isEqualTo(1_000L);
  }

  @Test
  void shouldReadWhatAnyAvroWriterFramed() throws Exception {
    byte[] bytes = framed(registry.getId(TOPIC.subject(), TOPIC.schema()));

    assertThat(serdes.untrusted(TOPIC).decode(bytes)).isEqualTo(new Decoded.Valid<>(event()));
  }

  @Test
  void shouldNotRegisterWhatTheDeployDidNot() {
    AvroSerdes stranger = new AvroSerdes(new MockSchemaRegistryClient());

    assertThatThrownBy(() -> stranger.serializer(TOPIC).serialize("", event()))
        .isInstanceOf(SerializationException.class);
    assertThatThrownBy(() -> stranger.warmUp(TOPICS))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("trigger-events-value");
  }

  @Test
  void shouldNotBelieveALengthThatTheRecordDoesNotHave() throws Exception {
    byte[] bytes = new byte[11];
    ByteBuffer.wrap(bytes, 1, 4).putInt(registry.getId(TOPIC.subject(), TOPIC.schema()));
    // A string of 2 GB, says its length.
    ByteBuffer.wrap(bytes, 5, 5)
        .put(new byte[] {(byte) 0xfe, (byte) 0xff, (byte) 0xff, (byte) 0xff, 0x0f});

    assertThat(serdes.untrusted(TOPIC).decode(bytes))
        .isInstanceOfSatisfying(
            Decoded.Malformed.class,
            malformed -> assertThat(malformed.reason()).isEqualTo(Decoded.Reason.UNDECODABLE));
  }

  @Test
  void shouldReadAllTopicsWhileTheRegistryIsAwayAfterAWarmUp() throws Exception {
    // Given
    serdes.warmUp(TOPICS);
    byte[] bytes = framed(registry.getId(TOPIC.subject(), TOPIC.schema()));

    // When
    registry.leave(new ConnectException("Connection refused"));

    // Then
    assertThat(serdes.untrusted(TOPIC).decode(bytes)).isEqualTo(new Decoded.Valid<>(event()));
    assertThat(serdes.deserializer(TOPIC).deserialize("", bytes)).isEqualTo(event());
  }

  @ParameterizedTest
  @MethodSource("noAnswers")
  void shouldNotBlameARecordForARegistryThatDoesNotAnswer(IOException noAnswer) throws Exception {
    // Given that the id is known, but not that it is of this topic
    int id = registry.getId(TOPIC.subject(), TOPIC.schema());
    registry.getSchemaById(id);
    byte[] bytes = framed(id);

    // When
    registry.leave(noAnswer);

    // Then
    assertThatThrownBy(() -> serdes.untrusted(TOPIC).decode(bytes))
        .isInstanceOf(RegistryUnavailableException.class);
  }

  /**
   * Kafka Streams would believe that a broker did not answer, and go on with half a transaction.
   */
  @Test
  void shouldNotSayThatKafkaTimedOutWhereTheRegistryDid() throws Exception {
    byte[] bytes = framed(registry.getId(TOPIC.subject(), TOPIC.schema()));

    registry.leave(new SocketTimeoutException("Read timed out"));

    assertThatThrownBy(() -> serdes.deserializer(TOPIC).deserialize("", bytes))
        .isInstanceOf(RegistryUnavailableException.class)
        .hasMessageContaining("does not answer in time");
  }

  private static Stream<IOException> noAnswers() {
    return Stream.of(
        new ConnectException("Connection refused"), new SocketTimeoutException("Read timed out"));
  }

  /** Answers what it was asked before, as a client that keeps it, and nothing else once away. */
  private static final class LeavingRegistry extends MockSchemaRegistryClient {

    private final Set<String> asked = new HashSet<>();
    private IOException away;

    void leave(IOException noAnswer) {
      away = noAnswer;
    }

    private void ask(String question) throws IOException {
      if (away != null && !asked.contains(question)) {
        throw away;
      }
      asked.add(question);
    }

    @Override
    public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
      ask("id " + id);
      return super.getSchemaById(id);
    }

    @Override
    public ParsedSchema getSchemaBySubjectAndId(String subject, int id)
        throws IOException, RestClientException {
      ask("id %d of %s".formatted(id, subject));
      return super.getSchemaBySubjectAndId(subject, id);
    }
  }

  private static byte[] framed(int schemaId) throws IOException {
    GenericRecord record =
        new GenericRecordBuilder(TOPIC.schema())
            .set("id", "e-1")
            .set("tenant", "acme")
            .set("type", "issue.created")
            .set("key", null)
            .set("occurredAt", 1_000L)
            .set("payload", "{}")
            .set("headers", Map.of("source", "test"))
            .build();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(0);
    out.write(ByteBuffer.allocate(4).putInt(schemaId).array());
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(TOPIC.schema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static TriggerEvent event() {
    return TriggerEvent.newBuilder()
        .setId("e-1")
        .setTenant("acme")
        .setType("issue.created")
        .setOccurredAt(Instant.ofEpochMilli(1_000))
        .setPayload("{}")
        .setHeaders(Map.of("source", "test"))
        .build();
  }
}
