package io.scriptmaster.api.http;

import static io.javalin.http.HandlerType.DELETE;
import static io.javalin.http.HandlerType.GET;
import static io.javalin.http.HandlerType.HEAD;
import static io.javalin.http.HandlerType.OPTIONS;
import static io.javalin.http.HandlerType.PATCH;
import static io.javalin.http.HandlerType.POST;
import static io.javalin.http.HandlerType.PUT;
import static io.javalin.http.HandlerType.QUERY;
import static io.javalin.http.HandlerType.TRACE;

import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The paths of the API. Every path answers every method: the others with 405, OPTIONS with what
 * there is.
 */
public final class Routes {

  private static final List<HandlerType> METHODS =
      List.of(GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, QUERY, TRACE);

  private final Map<String, Path> paths = new LinkedHashMap<>();

  private record Path(Access access, Map<HandlerType, Endpoint> endpoints) {}

  /** A GET, and a HEAD with it. */
  public Routes get(String path, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, HEAD, path, endpoint).add(Access.WITH_TOKEN, GET, path, endpoint);
  }

  /** A GET, and a HEAD with it, without a token on this machine. */
  public Routes getOpenOnLoopback(String path, Endpoint endpoint) {
    return add(Access.OPEN_ON_LOOPBACK, HEAD, path, endpoint)
        .add(Access.OPEN_ON_LOOPBACK, GET, path, endpoint);
  }

  public Routes post(String path, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, POST, path, endpoint);
  }

  public Routes put(String path, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, PUT, path, endpoint);
  }

  public Routes delete(String path, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, DELETE, path, endpoint);
  }

  private Routes add(Access access, HandlerType method, String path, Endpoint endpoint) {
    paths
        .computeIfAbsent(path, none -> new Path(access, new LinkedHashMap<>()))
        .endpoints()
        .put(method, endpoint);
    return this;
  }

  void register(RoutesConfig config, Border border) {
    paths.forEach(
        (path, route) ->
            METHODS.forEach(
                method ->
                    config.addHttpHandler(
                        method,
                        path,
                        context ->
                            border.answer(context, route.access(), endpoint(route, method)))));
  }

  private static Endpoint endpoint(Path route, HandlerType method) {
    String allowed = allowed(route);
    Endpoint otherwise =
        method.equals(OPTIONS)
            ? call -> Answer.noContent().with("Allow", allowed)
            : call -> {
              throw Problem.of(405, "method_not_allowed", "the methods here are " + allowed)
                  .asException()
                  .with("Allow", allowed);
            };
    return route.endpoints().getOrDefault(method, otherwise);
  }

  private static String allowed(Path route) {
    Stream<String> methods = route.endpoints().keySet().stream().map(HandlerType::name).sorted();
    return Stream.concat(methods, Stream.of(OPTIONS.name())).collect(Collectors.joining(", "));
  }
}
