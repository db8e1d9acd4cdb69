package io.scriptmaster.api.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * Counts requests by method, route and status. What a client can make up is no label: a path that
 * does not exist, and a method that nobody knows, each are one for all. Any thread.
 */
public final class RequestMetrics {

  static final String NO_ROUTE = "none";

  private static final Set<String> METHODS =
      Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "QUERY", "TRACE");

  private final MeterRegistry registry;
  private final Map<Answered, Timer> timers = new ConcurrentHashMap<>();

  private record Answered(String method, String route, int status) {}

  public RequestMetrics(MeterRegistry registry) {
    this.registry = registry;
  }

  /**
   * @param nanos from the first look at the request to the last byte of the answer
   */
  void answered(Route route, int status, long nanos) {
    String method = METHODS.contains(route.method()) ? route.method() : "OTHER";
    timers
        .computeIfAbsent(new Answered(method, route.path(), status), this::timer)
        .record(nanos, TimeUnit.NANOSECONDS);
  }

  private Timer timer(Answered answered) {
    return Timer.builder("scriptmaster.http.request")
        .description("Requests to the REST API.")
        .tags(
            "method",
            answered.method(),
            "route",
            answered.route(),
            "status",
            Integer.toString(answered.status()))
        .register(registry);
  }
}
