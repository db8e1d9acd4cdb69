package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.api.http.Access;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Route;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MetricsTest extends ApiCase {

  @Test
  void shouldShowWhatIsMeasuredWithoutATokenOnLoopback() {
    // Given
    api.metrics.meters.counter("something").increment();

    // When
    Reply reply = api.send(api.request("/metrics?target=a").GET().build());

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("Content-Type")).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
    assertThat(reply.body()).contains("something");
  }

  @Test
  void shouldBeForTheOperatorFromElsewhere() {
    assertThat(api.routes())
        .filteredOn(route -> route.path().equals("/metrics"))
        .containsExactlyInAnyOrder(
            new Route("GET", "/metrics", Access.OPEN_ON_LOOPBACK, Permission.OPERATE),
            new Route("HEAD", "/metrics", Access.OPEN_ON_LOOPBACK, Permission.OPERATE));
  }

  @Test
  void shouldCountRequestsByRouteAndNotByPath() {
    // When
    api.get(ACME + "/scripts/one");
    api.get(ACME + "/scripts/two");
    api.get(ACME + "/scripts/two", "Authorization", "Bearer wrong");

    // Then
    awaitRequests(
        "GET /v1/tenants/{tenant}/scripts/{id} 404",
        "GET /v1/tenants/{tenant}/scripts/{id} 404",
        "GET /v1/tenants/{tenant}/scripts/{id} 401");
  }

  @Test
  void shouldGiveOneLabelToAllThatAClientMakesUp() {
    // When
    api.get("/v1/no/such/path");
    api.get("/nor/this");
    api.send("FOO", "/v1/tenants", BodyPublishers.noBody());

    // Then
    awaitRequests("GET none 404", "GET none 404", "OTHER none 404");
  }

  /** A client has its answer before the server has counted it. */
  private void awaitRequests(String... requests) {
    await()
        .atMost(Duration.ofSeconds(5))
        .untilAsserted(() -> assertThat(counted()).containsExactlyInAnyOrder(requests));
  }

  private List<String> counted() {
    return api.metrics.meters.find("scriptmaster.http.request").timers().isEmpty()
        ? List.of()
        : api.metrics.requests();
  }
}
