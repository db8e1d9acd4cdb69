package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyTest extends ApiCase {

  private static final String HEADER = "Idempotency-Key";
  private static final String SCORE = ACME + "/scripts/score";
  private static final String BODY = "{\"source\":\"return 1\"}";

  @Test
  void shouldGiveARetryTheSameVerdict() {
    // When
    Reply first = api.put(SCORE, BODY, HEADER, "k-1", "If-None-Match", "*");
    Reply retry = api.put(SCORE, BODY, HEADER, "k-1", "If-None-Match", "*");
    Reply other = api.put(SCORE, BODY, HEADER, "k-2", "If-None-Match", "*");

    // Then
    assertThat(first.status()).isEqualTo(201);
    assertThat(retry.status()).isEqualTo(201);
    assertThat(retry.json()).isEqualTo(first.json());
    other.isProblem(412, "version_conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /v1/tenants                                      | {\"id\":\"globex\",\"displayName\":\"G\"}",
        "PUT    | /v1/tenants/acme                                 | {\"displayName\":\"G\"}",
        "PUT    | /v1/tenants/acme/scripts/score                   | {\"source\":\"return 2\"}",
        "DELETE | /v1/tenants/acme/scripts/score                   | {}",
        "POST   | /v1/tenants/acme/scripts/score/revisions/1/restore | {}",
        "PUT    | /v1/tenants/acme/app-configs/jira                | {}",
        "DELETE | /v1/tenants/acme/app-configs/jira                | {}",
        "PUT    | /v1/tenants/acme/secrets/key                     | {\"value\":\"v\"}",
        "DELETE | /v1/tenants/acme/secrets/key                     | {}"
      })
  void shouldTellAttemptsFromEachOtherByTheirKeyAlone(String method, String path, String body) {
    // Given
    api.entities.verdict = command -> FakeEntities.refused("quota_exceeded", "no more", null);

    // When
    for (String key : new String[] {"k-1", "k-1", "k-2"}) {
      api.send(method, path, BodyPublishers.ofString(body), HEADER, key)
          .isProblem(409, "quota_exceeded");
    }
    api.send(method, path, BodyPublishers.ofString(body)).isProblem(409, "quota_exceeded");
    api.send(method, path, BodyPublishers.ofString(body)).isProblem(409, "quota_exceeded");

    // Then
    assertThat(id(0)).isEqualTo(id(1));
    assertThat(api.entities.commands.stream().map(it -> it.origin().commandId()).distinct())
        .hasSize(4);
    assertThat(id(0).variant()).isEqualTo(2);
    assertThat(id(0).version()).isEqualTo(8);
  }

  @Test
  void shouldCountAKeyForItsMethodAndPathAlone() {
    // When
    api.put(SCORE, BODY, HEADER, "k-1");
    api.put(SCORE + "2", BODY, HEADER, "k-1");
    api.delete(SCORE, HEADER, "k-1");

    // Then
    assertThat(id(0)).isNotEqualTo(id(1));
    assertThat(id(0)).isNotEqualTo(id(2));
    assertThat(id(1)).isNotEqualTo(id(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "POST   | /v1/tenants                  | {\"id\":\"globex\",\"displayName\":\"G\"} | {\"id\":\"globex\",\"displayName\":\"H\"}",
        "PUT    | /v1/tenants/acme             | {\"displayName\":\"G\"}  | {\"displayName\":\"H\"}",
        "PUT    | /v1/tenants/acme/scripts/s   | {\"source\":\"return 2\"} | {\"source\":\"return 3\"}",
        "POST   | /v1/tenants/acme/scripts/score/revisions/1/restore | {\"message\":\"a\"} | {\"message\":\"b\"}",
        "PUT    | /v1/tenants/acme/secrets/key | {\"value\":\"old\"}      | {\"value\":\"new\"}",
        "POST   | /v1/tenants/acme/tokens      | {\"role\":\"viewer\"}    | {\"role\":\"admin\"}"
      })
  void shouldRefuseAnotherBodyUnderAKey(String method, String path, String body, String other) {
    // Given
    api.put(SCORE, BODY);
    Reply first = api.send(method, path, BodyPublishers.ofString(body), HEADER, "k-1");

    // When
    Reply reused = api.send(method, path, BodyPublishers.ofString(other), HEADER, "k-1");
    Reply retry = api.send(method, path, BodyPublishers.ofString(body), HEADER, "k-1");

    // Then
    assertThat(first.status()).isIn(200, 201);
    reused.isProblem(422, "idempotency_key_reused");
    assertThat(retry.status()).isIn(first.status(), 409);
    assertThat(retry.body()).doesNotContain("idempotency_key_reused");
  }

  @Test
  void shouldRefuseAnotherQueryUnderAKey() {
    // Given
    api.put(SCORE, BODY);
    api.delete(SCORE, HEADER, "k-1");

    // When
    Reply reused = api.delete(SCORE + "?cascade=true", HEADER, "k-1");

    // Then
    reused.isProblem(422, "idempotency_key_reused");
    assertThat(api.delete(SCORE, HEADER, "k-1").status()).isEqualTo(204);
  }

  @Test
  void shouldKeepNothingOfASecretThatCanBeGuessedWithoutAKey() {
    // When
    api.put(ACME + "/secrets/key", "{\"value\":\"v\"}", HEADER, "k-1");
    api.put(SCORE, BODY, HEADER, "k-1");
    api.put(SCORE, BODY);

    // Then
    assertThat(api.entities.commands.get(0).origin().digest().orElseThrow())
        .startsWith("keyed-acme-");
    assertThat(api.entities.commands.get(1).origin().digest().orElseThrow())
        .matches("[0-9a-f]{64}");
    assertThat(api.entities.commands.get(2).origin().digest()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "a b", "a\tb"})
  void shouldRefuseAKeyOfAnotherForm(String key) {
    // When
    Reply reply = api.put(SCORE, BODY, HEADER, key);

    // Then
    reply.isProblem(400, "invalid_idempotency_key").telling("1 to 100 visible ASCII");
    assertThat(reply.json().path("header").asText()).isEqualTo(HEADER);
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"100, 201", "101, 400"})
  void shouldBoundAKey(int length, int status) {
    // When
    Reply reply = api.put(SCORE, BODY, HEADER, "k".repeat(length));

    // Then
    assertThat(reply.status()).isEqualTo(status);
  }

  private UUID id(int command) {
    return api.entities.commands.get(command).origin().commandId();
  }
}
