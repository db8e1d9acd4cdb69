package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.testkit.OpenApiContract.Operation;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/**
 * {@code openapi.json} describes what there is: every answer of the other tests is held against it.
 */
class OpenApiTest extends ApiCase {

  @Test
  void shouldDescribeEveryRouteAndNoOther() {
    List<String> described =
        ApiFixture.CONTRACT.operations().stream().map(OpenApiTest::name).sorted().toList();

    assertThat(
            api.routes().stream()
                .map(route -> route.method() + " " + route.path())
                .filter(route -> !route.startsWith("HEAD"))
                .sorted())
        .containsExactlyElementsOf(described);
  }

  @Test
  void shouldBeServed() {
    Reply reply = api.get("/openapi.json");

    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().get("openapi").asText()).isEqualTo("3.1.0");
    assertThat(reply.json().get("paths")).isNotEmpty();
  }

  @Test
  void shouldBeStrictEnoughToFindAWrongAnswer() {
    String path = "/v1/tenants/acme";
    String right = api.get(path).body();

    assertThat(fault(path, 200, right)).isEmpty();
    assertThat(fault(path, 200, "{}")).isPresent();
    assertThat(fault(path, 200, right.replace("}", ",\"surprise\":1}"))).isPresent();
    assertThat(fault(path, 200, right.replace("\"version\":1", "\"version\":\"1\""))).isPresent();
    assertThat(fault(path, 418, right)).isPresent();
    assertThat(fault("/v1/nothing", 200, right)).isPresent();
  }

  private static Optional<String> fault(String path, int status, String body) {
    return ApiFixture.CONTRACT.fault("GET", path, status, "application/json", body);
  }

  private static String name(Operation operation) {
    return operation.method() + " " + operation.path();
  }
}
