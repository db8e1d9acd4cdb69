package io.scriptmaster.api;

import io.scriptmaster.api.http.BodyLimits;
import io.scriptmaster.api.http.RateLimits;
import io.scriptmaster.api.http.Route;
import io.scriptmaster.api.schedules.Schedules;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.testkit.OpenApiContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The API over HTTP, on fakes. */
public final class ApiFixture implements AutoCloseable {

  public static final String TOKEN = "operator-token-for-tests";
  public static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  static final OpenApiContract CONTRACT = OpenApiContract.read("/io/scriptmaster/api/openapi.json");

  private static final Set<String> DESCRIBED_METHODS = Set.of("GET", "PUT", "POST", "DELETE");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  static final String BACKLOG =
      """
      {"count": 3, "oldest": "2026-11-24T08:59:00Z",
       "byReason": {"queued": 1, "running": 2, "waiting": 0, "retrying": 0, "parked": 0},
       "spilled": 0, "postponed": 0, "rejected": 0, "duplicates": 4, "at": "2026-11-24T09:00:00Z"}
      """;

  final FakeEntities entities = new FakeEntities();
  final FakeExecutions executions = new FakeExecutions();
  final FakeAudit audit = new FakeAudit();
  final FakeDeadLetters deadLetters = new FakeDeadLetters();
  final FakeValues values = new FakeValues();
  final FakeSlots slots = new FakeSlots();
  final List<ScheduleRequest> requests = new ArrayList<>();
  final FakeParkedKeys parkedKeys = new FakeParkedKeys();
  final FakeReplays replays = new FakeReplays(deadLetters::hear);
  final List<TriggerEvent> events = new ArrayList<>();
  List<Readiness.Component> components = List.of();
  final FakeMetrics metrics = new FakeMetrics();

  private final HttpClient client = HttpClient.newHttpClient();
  private final ApiParts parts;
  private final ApiServer server;

  ApiFixture() {
    this(RateLimits.DEFAULTS);
  }

  ApiFixture(RateLimits limits) {
    this(settings().withRateLimits(limits));
  }

  ApiFixture(BodyLimits limits) {
    this(settings().withBodyLimits(limits));
  }

  private ApiFixture(ApiSettings settings) {
    parts =
        new ApiParts(
            new ApiParts.Views(
                entities, executions, audit, deadLetters, values, _ -> BACKLOG, parkedKeys),
            entities,
            (tenant, sent) -> events.addAll(sent),
            replays.parts(),
            new Schedules(slots, (_, request) -> requests.add(request)),
            new FakeSealer(),
            new FakeScriptChecks(),
            () -> components,
            metrics);
    server = ApiServer.start(settings, parts, CLOCK);
    entities.addTenant("acme");
  }

  private static ApiSettings settings() {
    return ApiSettings.onLoopback(0, OperatorToken.of(TOKEN));
  }

  /** All that the API offers. */
  List<Route> routes() {
    return ApiServer.routes(parts, CLOCK).all();
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
      HttpResponse<String> response = client.send(request, BodyHandlers.ofString());
      requireAsDescribed(request, response);
      return new Reply(response);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Every answer of every test is held against {@code openapi.json}. */
  private static void requireAsDescribed(HttpRequest request, HttpResponse<String> response) {
    boolean described =
        DESCRIBED_METHODS.contains(request.method()) && response.statusCode() != 500;
    if (described) {
      CONTRACT
          .fault(
              request.method(),
              request.uri().getRawPath(),
              response.statusCode(),
              response.headers().firstValue("Content-Type").orElse(null),
              response.body())
          .ifPresent(
              fault -> {
                throw new AssertionError("openapi.json does not describe this: " + fault);
              });
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
