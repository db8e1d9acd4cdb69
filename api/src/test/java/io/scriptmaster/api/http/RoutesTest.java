package io.scriptmaster.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RoutesTest {

  private static final Endpoint ENDPOINT = call -> Answer.noContent();

  @ParameterizedTest
  @CsvSource({
    "/v1/tenants/{tenant}/scripts/{id}, VIEW, EDIT",
    "/v1/tenants/{tenant},              VIEW, OPERATE",
    "/v1/tenants,                       OPERATE, OPERATE",
    "/anything/else,                    OPERATE, OPERATE"
  })
  void shouldBeStrictWhereNothingIsDeclared(String path, Permission read, Permission write) {
    // When
    Routes routes =
        new Routes()
            .get(path, ENDPOINT)
            .post(path, ENDPOINT)
            .put(path, ENDPOINT)
            .delete(path, ENDPOINT);

    // Then
    assertThat(routes.all())
        .containsExactly(
            new Route("HEAD", path, Access.WITH_TOKEN, read),
            new Route("GET", path, Access.WITH_TOKEN, read),
            new Route("POST", path, Access.WITH_TOKEN, write),
            new Route("PUT", path, Access.WITH_TOKEN, write),
            new Route("DELETE", path, Access.WITH_TOKEN, write));
  }

  @Test
  void shouldKeepWhatIsDeclared() {
    // When
    Routes routes =
        new Routes()
            .post("/v1/tenants/{tenant}/events", Permission.SEND_EVENTS, ENDPOINT)
            .getOpenOnLoopback("/metrics", ENDPOINT);

    // Then
    assertThat(routes.all())
        .containsExactly(
            new Route(
                "POST", "/v1/tenants/{tenant}/events", Access.WITH_TOKEN, Permission.SEND_EVENTS),
            new Route("HEAD", "/metrics", Access.OPEN_ON_LOOPBACK, Permission.OPERATE),
            new Route("GET", "/metrics", Access.OPEN_ON_LOOPBACK, Permission.OPERATE));
  }

  @Test
  void shouldRefuseToReplaceARoute() {
    // Given
    Routes routes = new Routes().get("/a", ENDPOINT);

    // When / Then
    assertThatThrownBy(() -> routes.get("/a", Permission.ANY, ENDPOINT))
        .hasMessage("HEAD /a is there already");
  }
}
