package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.http.RateLimits;
import io.scriptmaster.api.http.RateLimits.Rate;
import io.scriptmaster.api.tokens.TokenTouches;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TokensTest extends ApiCase {

  private static final String TOKENS = ACME + "/tokens";

  @Test
  void shouldShowATokenOnce() {
    // When
    Reply reply = api.post(TOKENS, "{\"role\":\"editor\",\"description\":\"CI\"}");

    // Then
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    String id = reply.json().path("id").asText();
    String token = reply.json().path("token").asText();
    assertThat(id).matches("[a-z0-9]{16}");
    assertThat(token).matches("smt_acme\\." + id + "\\.[A-Za-z0-9_-]{43}");
    assertThat(reply.header("Location")).isEqualTo(TOKENS + "/" + id);
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.json().path("role").asText()).isEqualTo("editor");
    assertThat(reply.json().path("description").asText()).isEqualTo("CI");
    assertThat(reply.json().path("createdBy").asText()).isEqualTo("operator");
    assertThat(reply.json().has("hash")).isFalse();
    JsonNode shown = ((ObjectNode) reply.json()).without("token");
    assertThat(api.get(TOKENS + "/" + id).json()).isEqualTo(shown);
    assertThat(api.get(TOKENS).json().path("items").get(0)).isEqualTo(shown);
  }

  @Test
  void shouldStoreNothingThatATokenCouldBeMadeOf() {
    // When
    String token = newToken("admin");

    // Then
    String secret = token.substring(token.lastIndexOf('.') + 1);
    assertThat(api.entities.commands).hasSize(1);
    assertThat(api.entities.commands.toString()).doesNotContain(secret);
    assertThat(api.entities.stored(EntityKind.API_TOKEN, "acme", idOf(token)).toString())
        .doesNotContain(secret);
  }

  @Test
  void shouldLetItsHolderActUnderItsName() {
    // Given
    String token = newToken("editor");

    // When
    Reply reply =
        api.put(
            ACME + "/scripts/score",
            "{\"source\":\"return 1\"}",
            "Authorization",
            "Bearer " + token);

    // Then
    assertThat(reply.status()).as(reply.body()).isEqualTo(201);
    assertThat(reply.json().path("createdBy").asText()).isEqualTo("token:" + idOf(token));
  }

  @Test
  void shouldEndWithItsDeletion() {
    // Given
    String token = newToken("viewer");
    String path = TOKENS + "/" + idOf(token);

    // When
    Reply reply = api.delete(path);

    // Then
    assertThat(reply.status()).isEqualTo(204);
    api.get(ACME, "Authorization", "Bearer " + token).isProblem(401, "unauthorized");
    api.get(path).isProblem(404, "not_found");
    api.delete(path).isProblem(404, "not_found");
  }

  @Test
  void shouldDeleteOnlyTheVersionThatIsMeant() {
    // Given
    String path = TOKENS + "/" + idOf(newToken("viewer"));

    // When / Then
    api.delete(path, "If-Match", "\"2\"").isProblem(412, "version_conflict");
    assertThat(api.delete(path, "If-Match", "\"1\"").status()).isEqualTo(204);
  }

  @Test
  void shouldEndWhenItExpires() {
    // Given
    String token = StoredToken.of("acme", "old").in(api.entities, "admin", ApiFixture.NOW).text();

    // When
    Reply whole = api.get(ACME, "Authorization", "Bearer " + token);
    Reply guessed = api.get(ACME, "Authorization", "Bearer " + token.substring(0, 68) + "x");

    // Then
    whole.isProblem(401, "token_expired");
    assertThat(whole.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
    guessed.isProblem(401, "unauthorized");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                       | role        | admin, editor, ingest, viewer",
        "{\"role\":\"owner\"}                                     | role        | admin, editor, ingest, viewer",
        "{\"role\":\"ADMIN\"}                                     | role        | admin, editor, ingest, viewer",
        "{\"role\":1}                                             | role        | role is text",
        "{\"role\":\"admin\",\"description\":[]}                  | description | description is text",
        "{\"role\":\"admin\",\"hash\":\"AAAA\"}                   | hash        | accepted: description, expiresAt, role",
        "{\"role\":\"admin\",\"expiresAt\":\"tomorrow\"}          | expiresAt   | such as 2027-02-22T09:00:00Z",
        "{\"role\":\"admin\",\"expiresAt\":\"2026-11-24T09:00:00Z\"} | expiresAt | in the future",
        "{\"role\":\"admin\",\"expiresAt\":\"+10000-01-01T00:00:00Z\"} | expiresAt | until 9999",
        "{\"role\":\"admin\",\"expiresAt\":1800000000}            | expiresAt   | expiresAt is text"
      })
  void shouldSayWhatIsAccepted(String body, String field, String told) {
    // When
    Reply reply = api.post(TOKENS, body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field).telling(told);
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldRefuseALongDescription() {
    // When
    Reply reply =
        api.post(TOKENS, "{\"role\":\"admin\",\"description\":\"%s\"}".formatted("x".repeat(501)));

    // Then
    reply.isProblem(422, "invalid_field").onField("description").telling("500");
  }

  @Test
  void shouldKeepTheMomentItExpires() {
    // When
    Reply reply =
        api.post(TOKENS, "{\"role\":\"ingest\",\"expiresAt\":\"2027-01-01T00:00:00.1239Z\"}");

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("expiresAt").asText()).isEqualTo("2027-01-01T00:00:00.123Z");
  }

  @Test
  void shouldMakeOneTokenHoweverOftenAClientTries() {
    // Given
    Reply first = api.post(TOKENS, "{\"role\":\"admin\"}", "Idempotency-Key", "k-1");

    // When
    Reply again = api.post(TOKENS, "{\"role\":\"admin\"}", "Idempotency-Key", "k-1");

    // Then
    assertThat(first.status()).isEqualTo(201);
    again.isProblem(409, "token_shown_before").telling(first.json().path("id").asText());
    assertThat(api.get(TOKENS).json().path("items")).hasSize(1);
  }

  @Test
  void shouldTellWhenATenantHasTooMany() {
    // Given
    api.entities.verdict =
        command -> FakeEntities.refused("quota_exceeded", "a tenant may have 100", null);

    // When / Then
    api.post(TOKENS, "{\"role\":\"admin\"}").isProblem(409, "quota_exceeded").telling("100");
  }

  @Test
  void shouldShowTheTokenAlsoWhileViewsMove() {
    // Given
    api.entities.verdict =
        command -> {
          api.entities.unavailable = true;
          return FakeEntities.accepted(1);
        };

    // When
    Reply reply = api.post(TOKENS, "{\"role\":\"admin\"}");

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("token").asText()).startsWith("smt_acme.");
  }

  @Test
  void shouldNotTakeATokenForWrongWhileNothingCanBeRead() {
    // Given
    String token = newToken("admin");
    api.entities.unavailable = true;

    // When
    Reply reply = api.get(ACME, "Authorization", "Bearer " + token);

    // Then
    reply.isProblem(503, "view_unavailable");
    assertThat(reply.header("Retry-After")).isEqualTo("1");
    assertThat(reply.header("WWW-Authenticate")).isEmpty();
  }

  @Test
  void shouldPageThroughTokens() {
    // Given
    for (int number = 10; number < 40; number++) {
      StoredToken.of("acme", "t" + number).in(api.entities, "viewer", null);
      StoredToken.of("globex", "u" + number).in(api.entities, "viewer", null);
    }

    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    while (cursor != null) {
      Reply reply = api.get(TOKENS + "?limit=7" + cursor);
      reply.json().path("items").forEach(item -> seen.add(item.path("id").asText()));
      assertThat(reply.body()).doesNotContain("hash");
      cursor =
          reply.json().path("nextCursor").isNull()
              ? null
              : "&cursor=" + reply.json().path("nextCursor").asText();
    }

    // Then
    assertThat(seen).hasSize(30).doesNotHaveDuplicates().allMatch(id -> id.startsWith("t"));
  }

  @Test
  void shouldLimitEachTokenForItself() {
    // Given
    RateLimits limits = new RateLimits(new Rate(1, 3), new Rate(1_000, 1_000), new Rate(1, 2));
    try (ApiFixture limited = new ApiFixture(limits)) {
      String busy = StoredToken.of("acme", "busy").in(limited.entities, "viewer", null).bearer();
      String calm = StoredToken.of("acme", "calm").in(limited.entities, "viewer", null).bearer();
      for (int request = 0; request < 3; request++) {
        assertThat(limited.get(ACME, "Authorization", busy).status()).isEqualTo(200);
      }

      // When
      Reply refused = limited.get(ACME, "Authorization", busy);

      // Then
      refused.isProblem(429, "rate_limited").telling("1 requests with one token per second");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
      assertThat(limited.get(ACME, "Authorization", calm).status()).isEqualTo(200);
      assertThat(limited.get(ACME).status()).isEqualTo(200);
    }
  }

  @Test
  void shouldSlowGuesses() {
    // Given
    RateLimits limits = new RateLimits(new Rate(9, 9), new Rate(1_000, 1_000), new Rate(1, 2));
    try (ApiFixture limited = new ApiFixture(limits)) {
      limited.get(ACME, "Authorization", "Bearer a").isProblem(401, "unauthorized");
      limited.get(ACME, "Authorization", "Bearer b").isProblem(401, "unauthorized");

      // When
      Reply refused = limited.get(ACME, "Authorization", "Bearer c");

      // Then
      refused.isProblem(429, "rate_limited");
      assertThat(refused.header("Retry-After")).isEqualTo("1");
    }
  }

  @Test
  void shouldNoteTheLastUse() {
    // Given
    String token = newToken("viewer");

    // When
    TokenTouches.of(api.entities)
        .touch(new TenantId("acme"), new EntityId(idOf(token)), ApiFixture.NOW);

    // Then
    assertThat(api.entities.commands.getLast().action()).isInstanceOf(Action.Touch.class);
    Reply shown = api.get(TOKENS + "/" + idOf(token));
    assertThat(shown.json().path("lastUsedAt").asText()).isEqualTo("2026-11-24T09:00:00.000Z");
    assertThat(shown.header("ETag")).isEqualTo("\"1\"");
  }

  private String newToken(String role) {
    return api.post(TOKENS, "{\"role\":\"%s\"}".formatted(role)).json().path("token").asText();
  }

  private static String idOf(String token) {
    return token.split("\\.")[1];
  }
}
