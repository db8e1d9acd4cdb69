package io.scriptmaster.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import org.junit.jupiter.api.Test;

class SlowRegistryTest {

  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  @Test
  void shouldRegisterAndWarmUpThoughAnswersAreLate() throws Exception {
    StallingRegistry registry =
        new StallingRegistry(
            new SocketTimeoutException("Read timed out"), SlowRegistry.ATTEMPTS - 1);

    new SchemaRegistration(registry).register(TOPICS);
    registry.stalled = 0;
    new AvroSerdes(registry).warmUp(TOPICS);

    assertThat(registry.getAllSubjects()).hasSameSizeAs(TOPICS.all());
  }

  @Test
  void shouldGiveUpOnARegistryThatNeverAnswersInTime() {
    StallingRegistry registry =
        new StallingRegistry(new SocketTimeoutException("Read timed out"), Integer.MAX_VALUE);

    assertThatThrownBy(() -> new SchemaRegistration(registry).register(TOPICS))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Read timed out");
    assertThat(registry.stalled).isEqualTo(SlowRegistry.ATTEMPTS);
  }

  @Test
  void shouldNotAskAgainWhereNobodyListens() {
    StallingRegistry registry =
        new StallingRegistry(new ConnectException("Connection refused"), Integer.MAX_VALUE);

    assertThatThrownBy(() -> new SchemaRegistration(registry).register(TOPICS))
        .hasMessageContaining("Connection refused");
    assertThat(registry.stalled).isOne();
  }

  /** Does not answer the first times that something is registered or looked up. */
  private static final class StallingRegistry extends MockSchemaRegistryClient {

    private final IOException noAnswer;
    private final int stalls;
    private int stalled;

    StallingRegistry(IOException noAnswer, int stalls) {
      this.noAnswer = noAnswer;
      this.stalls = stalls;
    }

    private void stall() throws IOException {
      if (stalled < stalls) {
        stalled++;
        throw noAnswer;
      }
    }

    @Override
    public int register(String subject, ParsedSchema schema)
        throws IOException, RestClientException {
      stall();
      return super.register(subject, schema);
    }

    @Override
    public ParsedSchema getSchemaBySubjectAndId(String subject, int id)
        throws IOException, RestClientException {
      stall();
      return super.getSchemaBySubjectAndId(subject, id);
    }
  }
}
