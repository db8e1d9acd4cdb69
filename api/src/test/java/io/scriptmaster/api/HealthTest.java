package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.Readiness.Component;
import java.util.List;
import org.junit.jupiter.api.Test;

class HealthTest extends ApiCase {

  @Test
  void shouldBeHealthyWithoutATokenOnLoopback() {
    // When
    Reply reply = api.send(api.request("/healthz").GET().build());

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).isEqualTo("{\"status\":\"up\"}");
  }

  @Test
  void shouldBeReadyWhenAllPartsAre() {
    // Given
    api.components =
        List.of(
            new Component("kafka", true, "connected"), new Component("engine", true, "compiled"));

    // When
    Reply reply = api.send(api.request("/readyz").GET().build());

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("status").asText()).isEqualTo("ready");
    assertThat(reply.json().path("components")).hasSize(2);
    assertThat(reply.json().path("components").get(1).path("detail").asText())
        .isEqualTo("compiled");
  }

  @Test
  void shouldNotBeReadyWhileOnePartIsNot() {
    // Given
    api.components =
        List.of(new Component("kafka", true, ""), new Component("entities", false, "restoring"));

    // When
    Reply reply = api.send(api.request("/readyz").GET().build());

    // Then
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().path("status").asText()).isEqualTo("not_ready");
    assertThat(reply.json().path("components").get(1).path("ready").asBoolean()).isFalse();
  }
}
