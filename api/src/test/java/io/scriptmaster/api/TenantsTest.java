package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TenantsTest extends ApiCase {

  @Test
  void shouldCreateATenant() {
    // When
    Reply reply =
        api.post("/v1/tenants", "{\"id\":\"globex\",\"displayName\":\"Globex Corporation\"}");

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.header("Location")).isEqualTo("/v1/tenants/globex");
    assertThat(reply.header("ETag")).isEqualTo("\"1\"");
    assertThat(reply.header("Content-Type")).isEqualTo("application/json");
    assertThat(reply.json().path("id").asText()).isEqualTo("globex");
    assertThat(reply.json().path("displayName").asText()).isEqualTo("Globex Corporation");
    assertThat(reply.json().path("version").asLong()).isEqualTo(1);
    assertThat(reply.json().path("createdBy").asText()).isEqualTo("operator");
    assertThat(api.get("/v1/tenants/globex").json()).isEqualTo(reply.json());
  }

  @Test
  void shouldCreateATenantWithQuotasAndLimitsOfItsOwn() {
    // When
    Reply reply =
        api.post(
            "/v1/tenants",
            "{\"id\":\"globex\",\"displayName\":\"Globex\",\"quotas\":{\"script\":5},"
                + "\"limits\":{\"cpuMillis\":60000,\"backlog\":10}}");

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("quotas").path("script").asInt()).isEqualTo(5);
    assertThat(reply.json().path("limits").path("cpuMillis").asInt()).isEqualTo(60_000);
    assertThat(reply.json().path("limits").path("backlog").asInt()).isEqualTo(10);
  }

  @Test
  void shouldRefuseATenantThatExists() {
    // When
    Reply reply = api.post("/v1/tenants", "{\"id\":\"acme\",\"displayName\":\"Other\"}");

    // Then
    reply.isProblem(409, "tenant_exists").onField("id").telling("acme");
    assertThat(api.get(ACME).json().path("displayName").asText()).isEqualTo("Tenant acme");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                          | id",
        "{\"id\":\"Acme\",\"displayName\":\"A\"}     | id",
        "{\"id\":7,\"displayName\":\"A\"}            | id",
        "{\"id\":\"globex\"}                         | displayName",
        "{\"id\":\"globex\",\"displayName\":\" \"}   | displayName",
        "{\"id\":\"globex\",\"displayName\":[]}      | displayName",
        "{\"id\":\"globex\",\"displayName\":\"A\",\"limits\":{\"weight\":10001}} | limits.weight",
        "{\"id\":\"globex\",\"displayName\":\"A\",\"plan\":1} | plan"
      })
  void shouldNameTheFieldThatIsWrong(String body, String field) {
    // When
    Reply reply = api.post("/v1/tenants", body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldReplaceATenant() {
    // When
    Reply replaced =
        api.put(
            ACME, "{\"displayName\":\"Acme Inc.\",\"quotas\":{\"script\":5}}", "If-Match", "\"1\"");
    Reply stale = api.put(ACME, "{\"displayName\":\"Other\"}", "If-Match", "\"1\"");

    // Then
    assertThat(replaced.status()).isEqualTo(200);
    assertThat(replaced.header("ETag")).isEqualTo("\"2\"");
    assertThat(replaced.json().path("displayName").asText()).isEqualTo("Acme Inc.");
    assertThat(replaced.json().path("quotas").path("script").asInt()).isEqualTo(5);
    assertThat(api.get(ACME).json()).isEqualTo(replaced.json());
    stale.isProblem(412, "version_conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{}                                                 | displayName",
        "{\"displayName\":5}                                | displayName",
        "{\"displayName\":\"A\",\"quotas\":{\"robot\":1}}   | quotas",
        "{\"displayName\":\"A\",\"quotas\":{\"script\":-1}} | quotas",
        "{\"displayName\":\"A\",\"limits\":{\"speed\":1}}     | limits.speed",
        "{\"displayName\":\"A\",\"limits\":{\"cpuMillis\":60001}} | limits.cpuMillis",
        "{\"displayName\":\"A\",\"quotas\":[]}              | quotas",
        "{\"displayName\":\"A\",\"id\":\"acme\"}            | id"
      })
  void shouldNameTheFieldOfAReplacementThatIsWrong(String body, String field) {
    // When
    Reply reply = api.put(ACME, body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldNotCreateATenantByReplacingIt() {
    // When
    Reply reply = api.put("/v1/tenants/nobody", "{\"displayName\":\"A\"}");

    // Then
    reply.isProblem(404, "not_found");
    assertThat(api.entities.commands).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"nobody", "NOT-VALID", "a%2Fb"})
  void shouldAnswerTheSameForEveryTenantThatDoesNotExist(String tenant) {
    // When
    Reply reply = api.get("/v1/tenants/" + tenant);

    // Then
    reply.isProblem(404, "not_found");
    assertThat(reply.body()).isEqualTo(api.get(ACME + "/scripts/none").body());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/scripts",
        "/scripts/score",
        "/scripts/score/revisions",
        "/scripts/score/revisions/1",
        "/scripts/score/revisions/1/diff",
        "/listeners",
        "/app-configs",
        "/schedules",
        "/custom-fields",
        "/web-triggers",
        "/secrets",
        "/secrets/key",
        "/audit",
        "/executions",
        "/executions/x/logs",
        "/dead-letters",
        "/dead-letters/x",
        "/values",
        "/values/x"
      })
  void shouldHideWhatIsBelowATenantThatDoesNotExist(String path) {
    // When
    Reply reply = api.get("/v1/tenants/nobody" + path);

    // Then
    reply.isProblem(404, "not_found");
  }

  @Test
  void shouldPageThroughAllTenants() {
    // Given
    for (int number = 10; number < 70; number++) {
      api.entities.addTenant("t" + number);
    }

    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Reply reply = api.get("/v1/tenants?limit=25" + cursor);
      assertThat(reply.status()).isEqualTo(200);
      reply.json().path("items").forEach(item -> seen.add(item.path("id").asText()));
      cursor =
          reply.json().path("nextCursor").isNull()
              ? null
              : "&cursor=" + reply.json().path("nextCursor").asText();
    } while (cursor != null);

    // Then
    assertThat(seen).hasSize(61).doesNotHaveDuplicates().isSorted();
  }
}
