package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ListenersTest extends ApiCase {

  private static final String ALL = ACME + "/listeners/all";
  private static final String BODY = "{\"eventTypes\":[\"issue.*\"],\"script\":\"score\"}";

  @Test
  void shouldCreateReplaceShowAndDeleteAListener() {
    // When
    Reply created = api.put(ALL, BODY);
    Reply replaced =
        api.put(ALL, "{\"eventTypes\":[\"**\"],\"script\":\"score\",\"enabled\":false}");
    Reply deleted = api.delete(ALL);

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.json().path("eventTypes").get(0).asText()).isEqualTo("issue.*");
    assertThat(created.json().path("script").asText()).isEqualTo("score");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    assertThat(replaced.json().path("enabled").asBoolean()).isFalse();
    assertThat(deleted.status()).isEqualTo(204);
    api.get(ALL).isProblem(404, "not_found");
    assertThat(api.get(ACME + "/listeners").json().path("items")).isEmpty();
  }

  @Test
  void shouldRefuseAListenerOfAScriptThatDoesNotExist() {
    // Given
    api.entities.verdict =
        command -> FakeEntities.refused("script_not_found", "there is no script score", "script");

    // When
    Reply reply = api.put(ALL, BODY);

    // Then
    reply.isProblem(422, "script_not_found").onField("script").telling("no script score");
  }

  @Test
  void shouldSaveAFilterAndWhatAFailureMeans() {
    // When
    Reply plain = api.put(ACME + "/listeners/plain", BODY);
    Reply strict =
        api.put(
            ALL,
            "{\"eventTypes\":[\"issue.*\"],\"script\":\"score\",\"filter\":\"event.key\",\"onFailure\":\"park\"}");

    // Then
    assertThat(plain.json().path("filter").isNull()).isTrue();
    assertThat(plain.json().path("onFailure").asText()).isEqualTo("continue");
    assertThat(strict.json().path("filter").asText()).isEqualTo("event.key");
    assertThat(strict.json().path("onFailure").asText()).isEqualTo("park");
    assertThat(api.get(ALL).json()).isEqualTo(strict.json());
  }

  @Test
  void shouldTellWhereTheSyntaxErrorOfAFilterIs() {
    // When
    Reply reply =
        api.put(ALL, "{\"eventTypes\":[\"issue.*\"],\"script\":\"score\",\"filter\":\"broken }\"}");

    // Then
    reply.isProblem(422, "syntax_error").onField("filter").telling("Expected ;");
    assertThat(reply.json().path("line").asInt()).isEqualTo(3);
    assertThat(reply.json().path("column").asInt()).isEqualTo(7);
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"script\":\"score\"}                                   | eventTypes",
        "{\"eventTypes\":[],\"script\":\"score\"}                 | eventTypes",
        "{\"eventTypes\":[\"a b\"],\"script\":\"score\"}          | eventTypes",
        "{\"eventTypes\":[null],\"script\":\"score\"}             | eventTypes",
        "{\"eventTypes\":[\"a\"],\"script\":\"s\",\"filter\":\"\"} | filter",
        "{\"eventTypes\":[\"a\"],\"script\":\"s\",\"onFailure\":\"x\"} | onFailure",
        "{\"eventTypes\":[\"a\"]}                                 | script",
        "{\"eventTypes\":[\"a\"],\"script\":\"S\"}                | script",
        "{\"eventTypes\":[\"a\"],\"script\":\"s\",\"limits\":{}}  | limits"
      })
  void shouldNameTheFieldThatIsWrong(String body, String field) {
    // When
    Reply reply = api.put(ALL, body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
  }

  @Test
  void shouldAnswerAsForNoTenantWhenItIsGoneWhenDecided() {
    // Given
    api.entities.verdict =
        command -> FakeEntities.refused("tenant_not_found", "there is no tenant acme", null);

    // When
    Reply reply = api.put(ALL, BODY);

    // Then
    reply.isProblem(404, "not_found");
    assertThat(reply.body()).doesNotContain("acme");
  }
}
