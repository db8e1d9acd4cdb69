package io.scriptmaster.api;

import io.scriptmaster.engine.SourceCheck;
import io.scriptmaster.engine.SyntaxError;
import io.scriptmaster.event.TriggerEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** The API over HTTP, on fakes. */
public final class ApiFixture implements AutoCloseable {

  public static final String TOKEN = "operator-token-for-tests";
  public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  private static final Duration PATIENCE = Duration.ofSeconds(20);

  final FakeEntities entities = new FakeEntities();
  final FakeExecutions executions = new FakeExecutions();
  final List<TriggerEvent> events = new ArrayList<>();
  List<Readiness.Component> components = List.of();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ApiServer server;

  ApiFixture() {
    ApiParts parts =
        new ApiParts(
            entities,
            executions,
            entities,
            (tenant, sent) -> events.addAll(sent),
            ApiFixture::check,
            () -> components);
    server =
        ApiServer.start(
            ApiSettings.onLoopback(0, OperatorToken.of(TOKEN)),
            parts,
            Clock.fixed(NOW, ZoneOffset.UTC));
    entities.addTenant("acme");
  }

  /** Sources that hold "broken" have a syntax error. */
  private static SourceCheck check(String source) {
    return source.contains("broken")
        ? new SourceCheck.Invalid(new SyntaxError("Expected ; but found }", 3, 7))
        : new SourceCheck.Valid();
  }

  Reply get(String path, String... headers) {
    return send("GET", path, BodyPublishers.noBody(), headers);
  }

  Reply post(String path, String json, String... headers) {
    return send("POST", path, BodyPublishers.ofString(json), headers);
  }

  Reply put(String path, String json, String... headers) {
    return send("PUT", path, BodyPublishers.ofString(json), headers);
  }

  Reply delete(String path, String... headers) {
    return send("DELETE", path, BodyPublishers.noBody(), headers);
  }

  /**
   * With the operator's token and as JSON, unless the headers (names and values in turn) say
   * otherwise.
   */
  Reply send(String method, String path, BodyPublisher body, String... headers) {
    List<String> given = List.of(headers);
    HttpRequest.Builder request = request(path).method(method, body);
    if (!given.contains("Authorization")) {
      request.header("Authorization", "Bearer " + TOKEN);
    }
    if (!given.contains("Content-Type")) {
      request.header("Content-Type", "application/json");
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(
            URI.create("http://127.0.0.1:%d%s".formatted(server.port(), path)))
        .timeout(PATIENCE);
  }

  Reply send(HttpRequest request) {
    try {
      return new Reply(client.send(request, BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  ApiServer server() {
    return server;
  }

  @Override
  public void close() {
    client.close();
    server.close();
  }
}
