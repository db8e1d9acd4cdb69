package io.scriptmaster.api;

import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** {@code /openapi.json}: what this API is; the tests hold every answer against it. */
final class OpenApiRoute {

  private static final String FILE = "openapi.json";

  private final Answer description = read();

  void addTo(Routes routes) {
    routes.getOpenOnLoopback("/openapi.json", Permission.ANY, call -> description);
  }

  private static Answer read() {
    try (InputStream in = OpenApiRoute.class.getResourceAsStream(FILE)) {
      return Answer.json(200, Json.mapper().build().readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException("the API's description is not in the jar", e);
    }
  }
}
