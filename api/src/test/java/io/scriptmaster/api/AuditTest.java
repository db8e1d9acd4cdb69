package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.history.AuditFilter;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AuditTest extends ApiCase {

  private static final String AUDIT = ACME + "/audit";
  private static final Instant AT = Instant.parse("2026-11-24T08:30:00Z");

  @Test
  void shouldTellWhoChangedWhatWhenAndFromWhere() {
    // Given
    api.audit.changes.add(
        change("c-0").setBefore("{\"version\":1}").setAfter("{\"version\":2}").build());
    api.audit.changes.add(change("c-1").setSource(null).setAction("created").build());

    // When
    Reply reply = api.get(AUDIT);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("items")).hasSize(2);
    var first = reply.json().path("items").get(0);
    assertThat(first.path("kind").asText()).isEqualTo("script");
    assertThat(first.path("entity").asText()).isEqualTo("score");
    assertThat(first.path("action").asText()).isEqualTo("updated");
    assertThat(first.path("actor").asText()).isEqualTo("operator");
    assertThat(first.path("source").asText()).isEqualTo("192.0.2.7");
    assertThat(first.path("at").asText()).isEqualTo("2026-11-24T08:30:00.000Z");
    assertThat(first.path("before").path("version").asInt()).isEqualTo(1);
    assertThat(first.path("after").path("version").asInt()).isEqualTo(2);
    assertThat(reply.json().path("items").get(1).path("before").isNull()).isTrue();
    assertThat(reply.json().path("nextCursor").isNull()).isTrue();
    assertThat(api.audit.filters)
        .containsExactly(
            new AuditFilter(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
  }

  @Test
  void shouldPassTheFiltersOn() {
    // When
    api.get(
        AUDIT
            + "?kind=web-trigger&entity=hook&actor=token%3Aci"
            + "&from=2026-11-24T00:00:00Z&to=2026-11-25T00:00:00Z");

    // Then
    assertThat(api.audit.filters)
        .containsExactly(
            new AuditFilter(
                Optional.of("web-trigger"),
                Optional.of("hook"),
                Optional.of("token:ci"),
                Optional.of(Instant.parse("2026-11-24T00:00:00Z")),
                Optional.of(Instant.parse("2026-11-25T00:00:00Z"))));
  }

  @ParameterizedTest
  @CsvSource({
    "kind=robot, kind",
    "kind=, kind",
    "kind=SCRIPT, kind",
    "entity=NOT-VALID, entity",
    "actor=, actor",
    "actor=a%20b, actor",
    "from=yesterday, from",
    "to=2026-11-24, to",
    "from=2026-11-25T00:00:00Z&to=2026-11-24T00:00:00Z, from",
    "limit=0, limit",
    "cursor=x, cursor",
    "script=score, script"
  })
  void shouldNameTheParameterThatIsWrong(String query, String field) {
    // When / Then
    api.get(AUDIT + "?" + query).isProblem(400, "invalid_query").onField(field);
  }

  @Test
  void shouldPageThroughChanges() {
    // Given
    IntStream.range(0, 30).forEach(n -> api.audit.changes.add(change("c-" + n).build()));

    // When
    Reply first = api.get(AUDIT + "?limit=25");
    Reply second = api.get(AUDIT + "?limit=25&cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(first.json().path("items")).hasSize(25);
    assertThat(second.json().path("items")).hasSize(5);
    assertThat(second.json().path("items").get(0).path("id").asText()).isEqualTo("c-25");
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldShortenAPartWithLargeChanges() {
    // Given
    String large = "{\"source\":\"%s\"}".formatted("x".repeat(120_000));
    IntStream.range(0, 45)
        .forEach(
            n -> api.audit.changes.add(change("c-" + n).setBefore(large).setAfter(large).build()));

    // When
    Reply reply = api.get(AUDIT + "?limit=1000");

    // Then
    assertThat(reply.json().path("items")).hasSize(20);
    assertThat(reply.json().path("nextCursor").isTextual()).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"admin, 200", "editor, 403", "viewer, 403", "ingest, 403"})
  void shouldBeForAdministrators(String role, int status) {
    // Given
    String bearer = StoredToken.of("acme", role).in(api.entities, role, null).bearer();

    // When / Then
    assertThat(api.get(AUDIT, "Authorization", bearer).status()).isEqualTo(status);
  }

  private static EntityChange.Builder change(String id) {
    return EntityChange.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setKind("script")
        .setEntity("score")
        .setAction("updated")
        .setVersion(2)
        .setActor("operator")
        .setSource("192.0.2.7")
        .setAt(AT);
  }
}
