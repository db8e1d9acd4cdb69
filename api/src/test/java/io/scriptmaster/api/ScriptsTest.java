package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.commands.Action;
import io.scriptmaster.processors.entities.SaveScript;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScriptsTest extends ApiCase {

  private static final String SCORE = ACME + "/scripts/score";
  private static final String BODY = "{\"source\":\"return 1\"}";

  @Test
  void shouldCreateAndThenReplaceAScript() {
    // When
    Reply created = api.put(SCORE, "{\"source\":\"return 1\",\"description\":\"Scores\"}");
    Reply replaced = api.put(SCORE, "{\"source\":\"return 2\",\"enabled\":false}");

    // Then
    assertThat(created.status()).isEqualTo(201);
    assertThat(created.header("ETag")).isEqualTo("\"1\"");
    assertThat(created.json().path("description").asText()).isEqualTo("Scores");
    assertThat(created.json().path("enabled").asBoolean()).isTrue();
    assertThat(created.json().path("updatedAt").asText()).isEqualTo("2026-11-24T08:30:00.000Z");
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    assertThat(replaced.json().path("source").asText()).isEqualTo("return 2");
    assertThat(replaced.json().path("description").isNull()).isTrue();
    assertThat(replaced.json().path("enabled").asBoolean()).isFalse();
    assertThat(api.get(SCORE).json()).isEqualTo(replaced.json());
    assertThat(api.get(SCORE).header("ETag")).isEqualTo("\"2\"");
  }

  @Test
  void shouldTellWhereTheSyntaxErrorIs() {
    // When
    Reply reply = api.put(SCORE, "{\"source\":\"broken }\"}");

    // Then
    reply.isProblem(422, "syntax_error").onField("source").telling("Expected ;");
    assertThat(reply.json().path("line").asInt()).isEqualTo(3);
    assertThat(reply.json().path("column").asInt()).isEqualTo(7);
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldSaveALibraryWithLimitsAndRetries() {
    // When
    Reply saved =
        api.put(
            SCORE,
            "{\"source\":\"return 1\",\"library\":true,\"limits\":{\"wallMillis\":100},"
                + "\"retry\":{\"attempts\":3,\"backoff\":\"PT2S\"}}");

    // Then
    assertThat(saved.status()).isEqualTo(201);
    assertThat(saved.json().path("library").asBoolean()).isTrue();
    assertThat(saved.json().path("limits")).hasToString("{\"wallMillis\":100}");
    assertThat(saved.json().path("retry"))
        .hasToString(
            "{\"attempts\":3,\"backoff\":\"PT2S\",\"maxBackoff\":\"PT5M\",\"outcomes\":[\"failed\",\"timed_out\"]}");
    assertThat(api.get(SCORE).json()).isEqualTo(saved.json());
  }

  @Test
  void shouldSendTheLibrariesThatTheSourceNames() {
    // When
    Reply saved =
        api.put(
            SCORE, "{\"source\":\"import 'lib/points'; import 'lib/base'; import 'lib/points'\"}");

    // Then
    assertThat(saved.status()).isEqualTo(201);
    assertThat(api.entities.commands.getLast().action())
        .isInstanceOfSatisfying(
            Action.Save.class,
            save ->
                assertThat(((SaveScript) save.body()).imports()).containsExactly("base", "points"));
    assertThat(saved.json().path("imports").get(0))
        .hasToString("{\"script\":\"base\",\"revision\":1}");
  }

  @Test
  void shouldNotLetAClientSayWhatASourceImports() {
    // When
    Reply reply = api.put(SCORE, "{\"source\":\"return 1\",\"imports\":[\"points\"]}");

    // Then
    reply
        .isProblem(422, "invalid_field")
        .onField("imports")
        .telling("accepted: description, enabled, library, limits, message, retry, source");
  }

  @ParameterizedTest
  @CsvSource({
    "library_not_found, source, 422",
    "not_a_library, source, 422",
    "import_cycle, source, 422",
    "import_conflict, source, 422",
    "too_many_imports, source, 422",
    "limit_too_high, limits.cpuMillis, 422",
    "library_in_use, library, 409"
  })
  void shouldTellWhyTheTenantDoesNotAllowIt(String code, String field, int status) {
    // Given
    api.entities.verdict = command -> FakeEntities.refused(code, "because of lib/points", field);

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(status, code).onField(field).telling("because of lib/points");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                  | source",
        "{\"source\":\" \"}                  | source",
        "{\"source\":[\"a\"]}                | source",
        "{\"source\":5}                      | source",
        "{\"source\":\"a\",\"enabled\":\"x\"} | enabled",
        "{\"source\":\"import 'lib/No Id'\"} | source",
        "{\"source\":\"a\",\"limits\":{\"cpuMillis\":0}} | limits.cpuMillis",
        "{\"source\":\"a\",\"limits\":{\"weight\":1}} | limits.weight",
        "{\"source\":\"a\",\"limits\":[]} | limits",
        "{\"source\":\"a\",\"retry\":{\"attempts\":0}} | retry.attempts",
        "{\"source\":\"a\",\"retry\":{\"attempts\":2,\"backoff\":\"1s\"}} | retry.backoff",
        "{\"source\":\"a\",\"sauce\":1}      | sauce"
      })
  void shouldNameTheFieldThatIsWrong(String body, String field) {
    // When
    Reply reply = api.put(SCORE, body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
  }

  @Test
  void shouldRefuseAStaleVersion() {
    // Given
    api.put(SCORE, BODY);
    api.put(SCORE, BODY);

    // When
    Reply stale = api.put(SCORE, BODY, "If-Match", "\"1\"");
    Reply current = api.put(SCORE, BODY, "If-Match", "\"2\"");

    // Then
    stale.isProblem(412, "version_conflict").telling("2");
    assertThat(current.status()).isEqualTo(200);
    assertThat(current.header("ETag")).isEqualTo("\"3\"");
  }

  @Test
  void shouldOnlyCreateWhereNoneMustExist() {
    // When
    Reply first = api.put(SCORE, BODY, "If-None-Match", "*");
    Reply second = api.put(SCORE, BODY, "If-None-Match", "*");

    // Then
    assertThat(first.status()).isEqualTo(201);
    second.isProblem(412, "version_conflict");
  }

  @Test
  void shouldOnlyReplaceWhereAnyMustExist() {
    // When
    Reply before = api.put(SCORE, BODY, "If-Match", "*");
    api.put(SCORE, BODY);
    Reply after = api.put(SCORE, BODY, "If-Match", "*");

    // Then
    before.isProblem(412, "version_conflict");
    assertThat(after.status()).isEqualTo(200);
    assertThat(api.entities.commands.getLast().expectedVersion()).isEqualTo(OptionalLong.of(1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "If-Match|1",
        "If-Match|W/\"1\"",
        "If-Match|\"0\"",
        "If-Match|\"-1\"",
        "If-Match|\"abc\"",
        "If-Match|\"1\", \"2\"",
        "If-None-Match|\"1\""
      })
  void shouldRefuseAMalformedPrecondition(String header, String value) {
    // When
    Reply reply = api.put(SCORE, BODY, header, value);

    // Then
    reply.isProblem(400, "invalid_precondition");
    assertThat(reply.json().path("header").asText()).isEqualTo(header);
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldDeleteAScript() {
    // Given
    api.put(SCORE, BODY);

    // When
    Reply stale = api.delete(SCORE, "If-Match", "\"7\"");
    Reply deleted = api.delete(SCORE, "If-Match", "\"1\"");
    Reply again = api.delete(SCORE);

    // Then
    stale.isProblem(412, "version_conflict");
    assertThat(deleted.status()).isEqualTo(204);
    assertThat(deleted.body()).isEmpty();
    again.isProblem(404, "not_found");
    api.get(SCORE).isProblem(404, "not_found");
  }

  @Test
  void shouldNotDeleteAScriptThatAListenerStarts() {
    // Given
    api.entities.verdict =
        command -> FakeEntities.refused("script_in_use", "listener all starts this script", null);

    // When
    Reply reply = api.delete(SCORE);

    // Then
    reply.isProblem(409, "script_in_use").telling("listener all");
  }

  @ParameterizedTest
  @CsvSource({"'', false", "?cascade=false, false", "?cascade=true, true"})
  void shouldCascadeWhenAskedTo(String query, boolean cascade) {
    // Given
    api.put(SCORE, BODY);

    // When
    Reply reply = api.delete(SCORE + query);

    // Then
    assertThat(reply.status()).isEqualTo(204);
    assertThat(api.entities.commands.getLast().action()).isEqualTo(new Action.Delete(cascade));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cascade", "cascade=1", "cascade=TRUE", "cascade=true&cascade=true"})
  void shouldRefuseToGuessAboutCascading(String query) {
    // When
    Reply reply = api.delete(SCORE + "?" + query);

    // Then
    reply.isProblem(400, "invalid_query").onField("cascade");
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Score", "-score", "a%2Fb", "a%20b", "%C3%A4"})
  void shouldNameTheFormOfIdsOnWritesAndFindNothingOnReads(String id) {
    // When
    Reply write = api.put(ACME + "/scripts/" + id, BODY);
    Reply read = api.get(ACME + "/scripts/" + id);

    // Then
    write.isProblem(422, "invalid_id").telling("1 to 100 of a-z");
    read.isProblem(404, "not_found");
  }

  @Test
  void shouldSayThatTheChangeWasMadeWhenItCanNotBeShownYet() {
    // Given
    api.put(SCORE, BODY);
    api.entities.verdict =
        command -> {
          api.entities.unavailable = true;
          return FakeEntities.accepted(2);
        };

    // When
    Reply reply = api.put(SCORE, BODY);

    // Then
    reply.isProblem(503, "view_unavailable").telling("the change was made (version 2)");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void shouldAskToTryAgainWhileTheViewMoves() {
    // Given
    api.entities.unavailable = true;

    // When
    Reply reply = api.get(SCORE);

    // Then
    reply.isProblem(503, "view_unavailable");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
  }

  @Test
  void shouldListOnlyTheScriptsOfTheTenantInParts() {
    // Given
    api.entities.addTenant("acme0");
    api.entities.addTenant("acme-2");
    api.put("/v1/tenants/acme0/scripts/foreign", BODY);
    api.put("/v1/tenants/acme-2/scripts/foreign", BODY);
    IntStream.range(0, 30).forEach(number -> api.put(ACME + "/scripts/s" + (10 + number), BODY));

    // When
    Reply first = api.get(ACME + "/scripts?limit=25");
    Reply second =
        api.get(ACME + "/scripts?limit=25&cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(first.json().path("items")).hasSize(25);
    assertThat(second.json().path("items")).hasSize(5);
    assertThat(second.json().path("items").get(0).path("id").asText()).isEqualTo("s35");
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
    assertThat(first.body() + second.body()).doesNotContain("foreign");
  }

  @Test
  void shouldShortenAPartWithLargeScripts() {
    // Given
    String large = "{\"source\":\"%s\"}".formatted("x".repeat(250_000));
    IntStream.range(0, 45).forEach(number -> api.put(ACME + "/scripts/s" + (10 + number), large));

    // When
    Reply reply = api.get(ACME + "/scripts?limit=1000");

    // Then
    assertThat(reply.json().path("items")).hasSize(20);
    assertThat(reply.json().path("nextCursor").isTextual()).isTrue();
  }

  @Test
  void shouldRememberTheOperatorAsTheActor() {
    // When
    api.put(SCORE, BODY);

    // Then
    assertThat(api.entities.commands).hasSize(1);
    assertThat(api.entities.commands.getFirst().origin().actor()).isEqualTo("operator");
    assertThat(api.entities.commands.getFirst().origin().address()).contains("127.0.0.1");
    assertThat(api.entities.commands.getFirst().expectedVersion()).isEmpty();
  }
}
