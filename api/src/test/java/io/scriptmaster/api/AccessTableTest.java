package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.http.Route;
import io.scriptmaster.api.replays.RecordPlace;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.processors.executions.ParkedKey;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every route for every kind of caller. A route without a line here fails {@link
 * #shouldHaveALineForEveryRoute}.
 */
class AccessTableTest extends ApiCase {

  /**
   * The status of each answer. All but the operator hold a token of the tenant {@code acme}, which
   * the paths name; {@code other} is an admin of another tenant. A HEAD answers as the GET.
   */
  private static final String TABLE =
      """
      route                                                  operator admin editor viewer ingest expired other garbage none
      GET    /healthz                                        200      200   200    200    200    200     200   200     200
      GET    /readyz                                         200      200   200    200    200    200     200   200     200
      GET    /metrics                                        200      200   200    200    200    200     200   200     200
      GET    /openapi.json                                   200      200   200    200    200    200     200   200     200
      POST   /v1/tenants                                     201      403   403    403    403    401     403   401     401
      GET    /v1/tenants                                     200      403   403    403    403    401     403   401     401
      GET    /v1/tenants/{tenant}                            200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}                            200      403   403    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/scripts                    200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/scripts/{id}               200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/scripts/{id}               200      200   200    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/scripts/{id}               204      204   204    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/scripts/{id}/revisions     200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/scripts/{id}/revisions/{revision} 200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/scripts/{id}/revisions/{revision}/diff     200 200 200  200    403    401     404   401     401
      POST   /v1/tenants/{tenant}/scripts/{id}/revisions/{revision}/restore  200 200 200  403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/listeners                  200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/listeners/{id}             200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/listeners/{id}             200      200   200    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/listeners/{id}             204      204   204    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/app-configs                200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/app-configs/{id}           200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/app-configs/{id}           200      200   200    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/app-configs/{id}           204      204   204    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/schedules                  200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/schedules/{id}             200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/schedules/{id}             200      200   200    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/schedules/{id}             204      204   204    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/schedules/{id}/next        200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/schedules/{id}/slots       200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/schedules/{id}/drift       200      200   200    200    403    401     404   401     401
      POST   /v1/tenants/{tenant}/schedules/{id}/run         202      202   202    403    403    401     404   401     401
      POST   /v1/tenants/{tenant}/schedules/{id}/backfill    202      202   202    403    403    401     404   401     401
      POST   /v1/tenants/{tenant}/schedules/{id}/pause       200      200   200    403    403    401     404   401     401
      POST   /v1/tenants/{tenant}/schedules/{id}/resume      200      200   200    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/custom-fields              200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/custom-fields/{id}         200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/custom-fields/{id}         200      200   200    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/custom-fields/{id}         204      204   204    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/web-triggers               200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/web-triggers/{id}          200      200   200    200    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/web-triggers/{id}          200      200   200    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/web-triggers/{id}          204      204   204    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/secrets                    200      200   200    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/secrets/{id}               200      200   200    403    403    401     404   401     401
      PUT    /v1/tenants/{tenant}/secrets/{id}               200      200   403    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/secrets/{id}               204      204   403    403    403    401     404   401     401
      POST   /v1/tenants/{tenant}/tokens                     201      201   403    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/tokens                     200      200   403    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/tokens/{id}                200      200   403    403    403    401     404   401     401
      DELETE /v1/tenants/{tenant}/tokens/{id}                204      204   403    403    403    401     404   401     401
      POST   /v1/tenants/{tenant}/events                     202      202   202    403    202    401     404   401     401
      GET    /v1/tenants/{tenant}/executions                 200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/executions/{id}            200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/executions/{id}/logs       200      200   200    200    403    401     404   401     401
      POST   /v1/tenants/{tenant}/executions/{id}/replay     202      202   202    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/dead-letters               200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/dead-letters/{id}          200      200   200    200    403    401     404   401     401
      POST   /v1/tenants/{tenant}/dead-letters/{id}/redrive  202      202   202    403    403    401     404   401     401
      POST   /v1/tenants/{tenant}/dead-letters/redrive       202      202   202    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/backlog                    200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/parked-keys                200      200   200    200    403    401     404   401     401
      POST   /v1/tenants/{tenant}/parked-keys/release        202      202   202    403    403    401     404   401     401
      GET    /v1/tenants/{tenant}/values                     200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/values/{key}               200      200   200    200    403    401     404   401     401
      GET    /v1/tenants/{tenant}/audit                      200      200   403    403    403    401     404   401     401
      """;

  /** What is there, by the path below the tenant, and the body that saves it. */
  private static final Map<String, String> SAVED =
      Map.of(
          "scripts/score", "{\"source\":\"return 1\"}",
          "listeners/all", "{\"eventTypes\":[\"issue.*\"],\"script\":\"score\"}",
          "app-configs/jira", "{}",
          "schedules/daily",
              "{\"cron\":\"0 9 * * MON-FRI\",\"timeZone\":\"Europe/Vienna\",\"script\":\"score\"}",
          "custom-fields/points",
              "{\"type\":\"number\",\"script\":\"score\",\"eventTypes\":[\"issue.*\"]}",
          "web-triggers/hook", "{\"script\":\"score\"}",
          "secrets/key", "{\"value\":\"a\"}");

  private static final Map<String, String> POSTED =
      Map.of(
          "/v1/tenants", "{\"id\":\"initech\",\"displayName\":\"Initech\"}",
          "/v1/tenants/{tenant}", "{\"displayName\":\"Acme\"}",
          "/v1/tenants/{tenant}/tokens", "{\"role\":\"viewer\"}",
          "/v1/tenants/{tenant}/dead-letters/redrive", "{}",
          "/v1/tenants/{tenant}/parked-keys/release",
              "{\"listener\":\"all\",\"key\":\"a\",\"execution\":\"x1\"}",
          "/v1/tenants/{tenant}/schedules/{id}/backfill",
              "{\"from\":\"2026-11-23T10:00:00Z\",\"to\":\"2026-11-24T09:00:00Z\"}",
          "/v1/tenants/{tenant}/events",
              "{\"id\":\"e-1\",\"type\":\"issue.created\",\"payload\":{}}");

  private static final StoredToken SPARE = StoredToken.of("acme", "spare");

  record Line(String method, String path, Map<String, Integer> statuses) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static List<Line> lines() {
    List<String[]> rows = TABLE.lines().map(line -> line.split(" +")).toList();
    String[] callers = rows.getFirst();
    return rows.stream().skip(1).map(row -> line(callers, row)).toList();
  }

  private static Line line(String[] callers, String[] row) {
    Map<String, Integer> statuses = new TreeMap<>();
    for (int caller = 1; caller < callers.length; caller++) {
      statuses.put(callers[caller], Integer.valueOf(row[caller + 1]));
    }
    return new Line(row[0], row[1], statuses);
  }

  static List<Line> linesOfTenants() {
    return lines().stream().filter(line -> line.path().contains("{tenant}")).toList();
  }

  @Test
  void shouldHaveALineForEveryRoute() {
    // When
    List<String> routes =
        api.routes().stream()
            .filter(route -> !route.method().equals("HEAD"))
            .map(AccessTableTest::described)
            .toList();

    // Then
    assertThat(lines()).extracting(Line::toString).containsExactlyInAnyOrderElementsOf(routes);
  }

  @ParameterizedTest
  @MethodSource("lines")
  void shouldAnswerEveryCallerAsTheTableSays(Line line) {
    // Given
    prepare();

    // When
    Map<String, Integer> answered = new TreeMap<>();
    callers().forEach((caller, authorization) -> answered.put(caller, status(line, authorization)));

    // Then
    assertThat(answered).isEqualTo(line.statuses());
  }

  @ParameterizedTest
  @MethodSource("linesOfTenants")
  void shouldAnswerForAnotherTenantAsForAMissingOne(Line line) {
    // Given
    prepare();
    String path = line.path();

    for (String role : List.of("admin", "editor", "viewer", "ingest")) {
      String token = StoredToken.of("globex", role).in(api.entities, role, null).bearer();
      for (String[] more : variants()) {
        // When
        Reply foreign = send(line, concrete(path, "acme"), token, more);
        Reply missing = send(line, concrete(path, "nobody"), token, more);

        // Then
        assertThat(foreign.status()).isEqualTo(404);
        assertThat(described(foreign)).isEqualTo(described(missing));
      }
    }
  }

  @Test
  void shouldAnswerForAnotherTenantAsForAMissingEntityOfTheOwn() {
    // Given
    prepare();
    String token = StoredToken.of("globex", "admin").in(api.entities, "admin", null).bearer();

    // When
    Reply foreign = api.get("/v1/tenants/acme/scripts/score", "Authorization", token);
    Reply own = api.get("/v1/tenants/globex/scripts/score", "Authorization", token);

    // Then
    assertThat(described(foreign)).isEqualTo(described(own));
  }

  @Test
  void shouldNotShowMethodsOfAnotherTenantToBeDifferent() {
    // Given
    prepare();
    String token = StoredToken.of("globex", "admin").in(api.entities, "admin", null).bearer();

    for (String method : List.of("PATCH", "OPTIONS", "POST")) {
      // When
      Reply foreign = send(method, "/v1/tenants/acme/scripts/score", token);
      Reply missing = send(method, "/v1/tenants/nobody/scripts/score", token);

      // Then
      assertThat(described(foreign)).isEqualTo(described(missing));
    }
  }

  /** What to add to a path and a header: none of it is looked at before it is clear who asks. */
  private static List<String[]> variants() {
    return List.of(
        new String[] {"", "X-Nothing", "1"},
        new String[] {"?limit=x", "X-Nothing", "1"},
        new String[] {"", "If-Match", "\"7\""},
        new String[] {"", "Content-Type", "text/plain"},
        new String[] {"", "Idempotency-Key", "not visible"});
  }

  private Map<String, Optional<String>> callers() {
    Map<String, Optional<String>> callers = new TreeMap<>();
    callers.put("operator", Optional.of("Bearer " + ApiFixture.TOKEN));
    for (String role : List.of("admin", "editor", "viewer", "ingest")) {
      callers.put(role, Optional.of(token("acme", role)));
    }
    callers.put(
        "expired",
        Optional.of(
            StoredToken.of("acme", "expired").in(api.entities, "admin", ApiFixture.NOW).bearer()));
    callers.put("other", Optional.of(token("globex", "admin")));
    callers.put("garbage", Optional.of(StoredToken.of("acme", "never").bearer()));
    callers.put("none", Optional.empty());
    return callers;
  }

  private String token(String tenant, String role) {
    return StoredToken.of(tenant, role).in(api.entities, role, null).bearer();
  }

  /** Everything that the paths name is there, also after a DELETE. */
  private void prepare() {
    api.entities.addTenant("globex");
    SAVED.forEach(
        (path, body) -> assertThat(api.put(ACME + "/" + path, body).status()).isBetween(200, 201));
    SPARE.in(api.entities, "viewer", null);
    api.executions.executions.clear();
    api.executions.executions.add(replayable());
    DeadLetter letter = redrivable();
    api.deadLetters.letters.clear();
    api.deadLetters.letters.add(letter);
    api.replays.add(api.replays.topics.deadLetters(), 0, 0, letter);
    api.values.add("x1", "1");
    api.parkedKeys.put(
        new ParkedKey(
            "all", "a", "releasing", 0, 1, null, new ParkedKey.Failed("x1", "score", "e-1")));
  }

  private Execution replayable() {
    RecordPlace place = api.replays.add(api.replays.topics.triggerEvents(), 0, 1, event());
    return FakeExecutions.execution("x1")
        .setOrigin(new TriggerOrigin(place.topic(), place.partition(), place.offset()))
        .build();
  }

  private DeadLetter redrivable() {
    return FakeDeadLetters.letter("x1")
        .setValue(ByteBuffer.wrap(api.replays.bytes(api.replays.topics.triggerEvents(), event())))
        .build();
  }

  private static TriggerEvent event() {
    return TriggerEvent.newBuilder()
        .setId("e-1")
        .setTenant("acme")
        .setType("issue.created")
        .setOccurredAt(FakeExecutions.STARTED)
        .setPayload("{}")
        .build();
  }

  private int status(Line line, Optional<String> authorization) {
    if (line.method().equals("DELETE")) {
      prepare();
    }
    int status = request(line.method(), line, authorization).status();
    if (line.method().equals("GET")) {
      assertThat(request("HEAD", line, authorization).status()).isEqualTo(status);
    }
    return status;
  }

  private Reply request(String method, Line line, Optional<String> authorization) {
    HttpRequest.Builder request =
        api.request(concrete(line.path(), "acme"))
            .header("Content-Type", "application/json")
            .method(method, BodyPublishers.ofString(body(line)));
    authorization.ifPresent(given -> request.header("Authorization", given));
    return api.send(request.build());
  }

  private Reply send(Line line, String path, String token, String... more) {
    return api.send(
        line.method(),
        path + more[0],
        BodyPublishers.ofString(body(line)),
        "Authorization",
        token,
        more[1],
        more[2]);
  }

  private Reply send(String method, String path, String token) {
    return api.send(method, path, BodyPublishers.noBody(), "Authorization", token);
  }

  private static String concrete(String path, String tenant) {
    String named = path.replace("{tenant}", tenant).replace("{revision}", "1");
    for (String saved : SAVED.keySet()) {
      String[] listAndId = saved.split("/");
      named = named.replace("/" + listAndId[0] + "/{id}", "/" + saved);
    }
    return named
        .replace("/tokens/{id}", "/tokens/" + SPARE.id())
        .replace("{id}", "x1")
        .replace("{key}", "x1");
  }

  private static String body(Line line) {
    if (!Set.of("POST", "PUT").contains(line.method())) {
      return "";
    }
    return SAVED.entrySet().stream()
        .filter(saved -> line.path().endsWith("/" + saved.getKey().split("/")[0] + "/{id}"))
        .map(Map.Entry::getValue)
        .findFirst()
        .orElse(POSTED.getOrDefault(line.path(), ""));
  }

  private static String described(Route route) {
    return route.method() + " " + route.path();
  }

  /**
   * All that a client can see, but the time, and whether the connection goes on: that depends on
   * whether the body, which nobody read, had arrived when the answer left.
   */
  private static String described(Reply reply) {
    Map<String, List<String>> headers = new TreeMap<>(reply.response().headers().map());
    headers.keySet().removeAll(Set.of("date", "connection"));
    return "%d %s %s".formatted(reply.status(), headers, reply.body());
  }
}
