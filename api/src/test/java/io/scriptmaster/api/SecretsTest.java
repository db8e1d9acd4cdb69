package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.processors.entities.EntityKind;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest extends ApiCase {

  private static final String SECRETS = ACME + "/secrets";
  private static final String KEY = SECRETS + "/api-key";
  private static final String BODY = "{\"value\":\"hunter2\"}";

  @Test
  void shouldCreateReplaceListAndDeleteWithoutEverShowingTheValue() {
    // When
    Reply created = api.put(KEY, BODY);
    Reply replaced = api.put(KEY, "{\"value\":\"hunter22\"}", "If-Match", "\"1\"");
    Reply listed = api.get(SECRETS);
    Reply shown = api.get(KEY);
    Reply deleted = api.delete(KEY);

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("id").asText()).isEqualTo("api-key");
    assertThat(created.json().path("version").asInt()).isEqualTo(1);
    assertThat(created.json().path("createdAt").asText()).isNotEmpty();
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    assertThat(listed.json().path("items")).containsExactly(shown.json());
    assertThat(created.body() + replaced.body() + listed.body() + shown.body())
        .doesNotContain("hunter", "sealed", "ciphertext");
    assertThat(deleted.status()).isEqualTo(204);
    api.get(KEY).isProblem(404, "not_found");
  }

  @Test
  void shouldSendWhatIsSealedAlone() {
    // When
    api.put(KEY, BODY);

    // Then
    assertThat(api.entities.commands).hasSize(1);
    assertThat(api.entities.commands.toString()).doesNotContain("hunter2");
    assertThat(api.entities.stored(EntityKind.SECRET, "acme", "api-key").toString())
        .contains("sealed")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"value\": hunter2}",
        "{\"value\": \"hunter2}",
        "{\"value\": \"hunter2\" \"hunter2\"}",
        "{\"value\": \"hunter2\", }",
        "hunter2",
        "\"hunter2\"",
        "{\"value\": \"hunter2\\ud800\"}",
        "{\"value\": \"hunter2\", \"value\": \"hunter2\"}",
        "{\"value\": [\"hunter2\"]}",
        "{\"value\": \"hunter2\", \"note\": \"hunter2\"}",
        "{\"value\": 987654, \"hunter\": 1}"
      })
  void shouldNotRepeatWhatItRefuses(String body) {
    // When
    Reply reply = api.put(KEY, body);

    // Then
    assertThat(reply.status()).as(reply.body()).isIn(400, 422);
    assertThat(reply.json().path("code").asText()).isIn("invalid_json", "invalid_field");
    assertThat(reply.body()).doesNotContain("hunter2", "987654");
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"{}", "{\"value\":\"\"}", "{\"value\":null}", "{\"value\":7}"})
  void shouldAskForAValue(String body) {
    // When / Then
    api.put(KEY, body).isProblem(422, "invalid_field").onField("value");
  }

  @ParameterizedTest
  @CsvSource({"x, 65536, 201", "x, 65537, 422", "ä, 32768, 201", "ä, 32769, 422"})
  void shouldBoundTheValueInBytes(String character, int times, int status) {
    // When
    Reply reply = api.put(KEY, "{\"value\":\"%s\"}".formatted(character.repeat(times)));

    // Then
    assertThat(reply.status()).isEqualTo(status);
  }

  @Test
  void shouldTakeALongValueWithEveryCharacterEscaped() {
    // When
    Reply reply = api.put(KEY, "{\"value\":\"%s\"}".formatted("\\u0001".repeat(65_536)));

    // Then
    assertThat(reply.status()).isEqualTo(201);
  }

  @Test
  void shouldBoundTheBody() {
    // When / Then
    api.put(KEY, "x".repeat(400_000)).isProblem(413, "body_too_large");
  }

  @Test
  void shouldRefuseWhatIsNotUtf8WithoutRepeatingIt() {
    // When
    Reply reply =
        api.send(
            "PUT",
            KEY,
            BodyPublishers.ofByteArray(
                "{\"value\":\"hunter2ä\"}".getBytes(StandardCharsets.ISO_8859_1)));

    // Then
    reply.isProblem(400, "invalid_json").telling("UTF-8");
    assertThat(reply.body()).doesNotContain("hunter2");
  }

  @ParameterizedTest
  @CsvSource({"admin, 201, 200", "editor, 403, 200", "viewer, 403, 403", "ingest, 403, 403"})
  void shouldLetAdministratorsWriteAndEditorsSeeTheNames(String role, int write, int read) {
    // Given
    String bearer = StoredToken.of("acme", role).in(api.entities, role, null).bearer();

    // When / Then
    assertThat(api.put(KEY, BODY, "Authorization", bearer).status()).isEqualTo(write);
    assertThat(api.get(SECRETS, "Authorization", bearer).status()).isEqualTo(read);
  }
}
