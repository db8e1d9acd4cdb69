package io.scriptmaster.api;

import io.scriptmaster.api.audit.AuditRoutes;
import io.scriptmaster.api.deadletters.DeadLetterRoutes;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.entities.EntityRoutes;
import io.scriptmaster.api.events.EventRoutes;
import io.scriptmaster.api.executions.BacklogRoute;
import io.scriptmaster.api.executions.ExecutionRoutes;
import io.scriptmaster.api.http.Authentication;
import io.scriptmaster.api.http.BodyRoom;
import io.scriptmaster.api.http.Border;
import io.scriptmaster.api.http.RateLimiter;
import io.scriptmaster.api.http.RequestMetrics;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.Scans;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.api.http.WebServer;
import io.scriptmaster.api.parked.ParkedKeyRoutes;
import io.scriptmaster.api.replays.ReplayRoutes;
import io.scriptmaster.api.schedules.ScheduleRoutes;
import io.scriptmaster.api.secrets.SecretRoutes;
import io.scriptmaster.api.tokens.StoredTokens;
import io.scriptmaster.api.tokens.TokenReads;
import io.scriptmaster.api.tokens.TokenRoutes;
import io.scriptmaster.api.tokens.TokenTouches;
import io.scriptmaster.api.tokens.TokenUses;
import io.scriptmaster.api.values.ValueRoutes;
import java.time.Clock;

/** The REST API, listening. */
public final class ApiServer implements AutoCloseable {

  private final WebServer server;
  private final TokenUses uses;
  private final BodyRoom bodies;

  private ApiServer(WebServer server, TokenUses uses, BodyRoom bodies) {
    this.server = server;
    this.uses = uses;
    this.bodies = bodies;
  }

  /** Listens from the return on. */
  public static ApiServer start(ApiSettings settings, ApiParts parts, Clock clock) {
    TokenUses uses = TokenUses.start(TokenTouches.of(parts.commands()));
    BodyRoom bodies = new BodyRoom(settings.bodyLimits());
    try {
      return new ApiServer(listen(settings, parts, uses, bodies, clock), uses, bodies);
    } catch (RuntimeException e) {
      bodies.close();
      uses.close();
      throw e;
    }
  }

  private static WebServer listen(
      ApiSettings settings, ApiParts parts, TokenUses uses, BodyRoom bodies, Clock clock) {
    RateLimiter limiter = new RateLimiter(settings.rateLimits());
    StoredTokens tokens = new StoredTokens(TokenReads.of(parts.views().entities()), uses, clock);
    return WebServer.start(
        settings.host(),
        settings.port(),
        settings.stopTimeout(),
        new Border(
            new Authentication(settings.operatorToken()::matches, tokens, limiter),
            limiter,
            bodies,
            new RequestMetrics(parts.metrics().registry())),
        routes(parts, clock));
  }

  /** All that the API offers. */
  static Routes routes(ApiParts parts, Clock clock) {
    Routes routes = new Routes();
    Scans scans = new Scans();
    TenantDoor door = new TenantDoor(tenant -> parts.views().entities().tenant(tenant).isPresent());
    new HealthRoutes(parts.readiness()).addTo(routes);
    new MetricsRoute(parts.metrics()).addTo(routes);
    new OpenApiRoute().addTo(routes);
    EntityReads entities = parts.views().entities();
    new EntityRoutes(entities, parts.commands(), parts.checks()).addTo(routes, door);
    new ScheduleRoutes(entities, parts.schedules(), clock).addTo(routes, door);
    new SecretRoutes(entities, parts.commands(), parts.secrets()).addTo(routes, door);
    new TokenRoutes(entities, parts.commands(), clock).addTo(routes, door);
    new EventRoutes(parts.events(), clock).addTo(routes, door);
    new ExecutionRoutes(parts.views().executions(), scans).addTo(routes, door);
    new BacklogRoute(parts.views().backlog()).addTo(routes, door);
    new ReplayRoutes(parts.views().executions(), parts.replays(), clock).addTo(routes, door);
    new DeadLetterRoutes(parts.views().deadLetters(), parts.replays(), scans, clock)
        .addTo(routes, door);
    new ParkedKeyRoutes(parts.views().parked(), parts.replays().repeats(), clock)
        .addTo(routes, door);
    new ValueRoutes(parts.views().values(), scans).addTo(routes, door);
    new AuditRoutes(parts.views().audit(), scans).addTo(routes, door);
    return routes;
  }

  /** The port that clients use, also where the settings said 0. */
  public int port() {
    return server.port();
  }

  /**
   * Takes no further requests and lets the running ones finish, for as long as the stop timeout.
   */
  @Override
  public void close() {
    server.close();
    bodies.close();
    uses.close();
  }
}
