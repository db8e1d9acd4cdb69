package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest extends ApiCase {

  @ParameterizedTest
  @CsvSource({
    "GET, /v1/tenants",
    "HEAD, /v1/tenants",
    "OPTIONS, /v1/tenants",
    "POST, /v1/tenants",
    "PATCH, /v1/tenants",
    "GET, /v1/tenants/acme",
    "GET, /v1/tenants/nobody",
    "GET, /v1/tenants/acme/scripts",
    "GET, /v1/tenants/acme/scripts/score",
    "PUT, /v1/tenants/acme/scripts/score",
    "DELETE, /v1/tenants/acme/scripts/score",
    "GET, /v1/tenants/acme/listeners",
    "GET, /v1/tenants/acme/listeners/all",
    "PUT, /v1/tenants/acme/listeners/all",
    "DELETE, /v1/tenants/acme/listeners/all",
    "POST, /v1/tenants/acme/events",
    "GET, /v1/tenants/acme/executions",
    "GET, /v1/tenants/acme/executions/x",
    "GET, /v1/tenants/acme/executions/x/logs",
    "GET, /v1/nothing",
    "POST, /v1/nothing/at/all",
    "GET, /v1",
    "GET, /v1/",
    "FOO, /v1/tenants"
  })
  void shouldRefuseEveryPathOfTheApiWithoutAToken(String method, String path) {
    // When
    Reply reply = api.send(api.request(path).method(method, BodyPublishers.noBody()).build());

    // Then
    assertThat(reply.status()).isEqualTo(401);
    assertThat(reply.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"scriptmaster\"");
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(api.entities.commands).isEmpty();
    assertThat(api.events).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Bearer wrong",
        "Bearer",
        "Bearer ",
        "Basic b3A6b3A=",
        "operator-token-for-tests",
        "Bearer  a b"
      })
  void shouldRefuseWhatIsNotTheOperatorsToken(String authorization) {
    // When
    Reply reply = api.get("/v1/tenants", "Authorization", authorization);

    // Then
    reply.isProblem(401, "unauthorized");
    assertThat(reply.body()).doesNotContain(ApiFixture.TOKEN);
  }

  @Test
  void shouldTellWhoShowedATokenThatItIsInvalid() {
    // When
    Reply reply = api.get("/v1/tenants", "Authorization", "Bearer wrong");

    // Then
    assertThat(reply.header("WWW-Authenticate")).contains("error=\"invalid_token\"");
  }

  @Test
  void shouldTakeTheSchemeInAnyCase() {
    // When
    Reply reply = api.get("/v1/tenants", "Authorization", "bearer " + ApiFixture.TOKEN);

    // Then
    assertThat(reply.status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/v1/tenants", "/v1/tenants/nobody", "/healthz", "/nothing", "/v1/tenants/a%2Fb"})
  void shouldSendTheSecurityHeadersWithEveryAnswer(String path) {
    // When
    Reply reply = api.get(path);

    // Then
    assertThat(reply.header("X-Content-Type-Options")).isEqualTo("nosniff");
    assertThat(reply.header("Cache-Control")).isEqualTo("no-store");
    assertThat(reply.header("Server")).isEmpty();
    assertThat(reply.header("Access-Control-Allow-Origin")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"/nothing", "/hooks/acme/x", "/", "/v2/tenants", "/%76%31/tenants"})
  void shouldAnswerThatThereIsNothingElsewhere(String path) {
    // When
    Reply reply = api.send(api.request(path).GET().build());

    // Then
    assertThat(reply.status()).isIn(401, 404);
    assertThat(reply.header("Content-Type")).isEqualTo("application/problem+json");
  }

  @Test
  void shouldNameTheMethodsWhereOneIsNotAllowed() {
    // When
    Reply reply = api.send("PATCH", ACME + "/scripts/score", BodyPublishers.ofString("{}"));

    // Then
    reply.isProblem(405, "method_not_allowed").telling("DELETE, GET, HEAD, PUT, OPTIONS");
    assertThat(reply.header("Allow")).isEqualTo("DELETE, GET, HEAD, PUT, OPTIONS");
  }

  @Test
  void shouldAnswerOptionsWithTheMethods() {
    // When
    Reply reply = api.send("OPTIONS", ACME + "/events", BodyPublishers.noBody());

    // Then
    assertThat(reply.status()).isEqualTo(204);
    assertThat(reply.header("Allow")).isEqualTo("POST, OPTIONS");
  }

  @Test
  void shouldAnswerHeadAsGetWithoutABody() {
    // When
    Reply known = api.send("HEAD", ACME, BodyPublishers.noBody());
    Reply unknown = api.send("HEAD", "/v1/tenants/nobody", BodyPublishers.noBody());

    // Then
    assertThat(known.status()).isEqualTo(200);
    assertThat(known.header("ETag")).isEqualTo("\"1\"");
    assertThat(known.body()).isEmpty();
    assertThat(unknown.status()).isEqualTo(404);
  }
}
