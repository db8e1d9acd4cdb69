package io.scriptmaster.api;

import io.scriptmaster.api.entities.EntityRoutes;
import io.scriptmaster.api.events.EventRoutes;
import io.scriptmaster.api.executions.ExecutionRoutes;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.api.http.WebServer;
import java.time.Clock;

/** The REST API, listening. */
public final class ApiServer implements AutoCloseable {

  private final WebServer server;

  private ApiServer(WebServer server) {
    this.server = server;
  }

  /** Listens from the return on. */
  public static ApiServer start(ApiSettings settings, ApiParts parts, Clock clock) {
    return new ApiServer(
        WebServer.start(
            settings.host(),
            settings.port(),
            settings.stopTimeout(),
            settings.operatorToken()::matches,
            routes(parts, clock)));
  }

  private static Routes routes(ApiParts parts, Clock clock) {
    Routes routes = new Routes();
    TenantDoor door = new TenantDoor(tenant -> parts.entities().tenant(tenant).isPresent());
    new HealthRoutes(parts.readiness()).addTo(routes);
    new EntityRoutes(parts.entities(), parts.commands(), parts.sourceCheck()).addTo(routes, door);
    new EventRoutes(parts.events(), clock).addTo(routes, door);
    new ExecutionRoutes(parts.executions()).addTo(routes, door);
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
  }
}
