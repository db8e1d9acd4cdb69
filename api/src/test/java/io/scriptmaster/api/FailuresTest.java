package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.commands.FailedCommands;
import io.scriptmaster.api.kafka.KafkaUnavailableException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FailuresTest extends ApiCase {

  private static final String SCORE = ACME + "/scripts/score";
  private static final String BODY = "{\"source\":\"return 1\"}";

  @Test
  void shouldTellThatAChangeIsNotConfirmed() {
    // Given
    api.entities.verdict = command -> FailedCommands.notConfirmed();

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(503, "not_confirmed").telling("may or may not have been made");
    assertThat(reply.header("Retry-After")).isNotEmpty();
  }

  @Test
  void shouldTellThatTooManyChangesOfTheTenantWait() {
    // Given
    api.entities.verdict = command -> FailedCommands.tooManyOfTheTenant();

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(429, "too_many_commands").telling("of the tenant");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void shouldTellThatTooManyChangesWait() {
    // Given
    api.entities.verdict = command -> FailedCommands.tooMany();

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(503, "too_many_commands").telling("nothing was sent");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void shouldTellThatKafkaIsNotAvailable() {
    // Given
    api.entities.verdict =
        command -> {
          throw new KafkaUnavailableException("Kafka did not acknowledge the change", null);
        };

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(503, "kafka_unavailable");
    assertThat(reply.header("Retry-After")).isEqualTo("5");
  }

  @Test
  void shouldTellThatASourceCanNotBeCheckedNow() {
    // When
    Reply reply = api.put(SCORE, "{\"source\":\"later\"}");

    // Then
    reply.isProblem(503, "engine_busy").telling("try again in a moment");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldGiveAnIdAndNoCauseForAnInternalError() {
    // Given
    api.entities.verdict =
        command -> {
          throw new IllegalStateException("secret detail");
        };

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(500, "internal_error");
    assertThat(reply.json().path("id").asText()).hasSize(36);
    assertThat(reply.body()).doesNotContain("secret detail", "IllegalState", "at io.");
  }

  @Test
  void shouldSurviveAStackOverflow() {
    // Given
    api.entities.verdict =
        command -> {
          throw new StackOverflowError();
        };

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(500, "internal_error");
  }

  @Test
  void shouldShowADecisionsRefusalOfACommand() {
    // Given
    api.entities.verdict =
        command -> FakeEntities.refused("invalid_command", "source is too long", "source");

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(422, "invalid_field").onField("source");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET /v1/tenants HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
        "GET /v1/tenants HTTP/9.9\r\nHost: a\r\n\r\n",
        "GET /% HTTP/1.1\r\nHost: a\r\n\r\n",
        "nonsense\r\n\r\n"
      })
  void shouldAnswerAMalformedRequestWithoutPages(String request) throws IOException {
    // When
    String answer = raw(request);

    // Then
    assertThat(answer).doesNotContainIgnoringCase("html", "jetty", "\tat ");
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", api.server().port())) {
      socket.setSoTimeout(5_000);
      OutputStream out = socket.getOutputStream();
      out.write(request.getBytes(StandardCharsets.ISO_8859_1));
      socket.shutdownOutput();
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}
