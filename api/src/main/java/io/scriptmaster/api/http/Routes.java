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
 * The paths of the API, each with the permission that it needs. Every path answers every method:
 * the others with 405, OPTIONS with what there is.
 *
 * <p>A route that declares no permission: below a tenant, a GET is {@link Permission#VIEW} and
 * everything else {@link Permission#EDIT}; elsewhere it is {@link Permission#OPERATE}.
 */
public final class Routes {

  private static final List<HandlerType> METHODS =
      List.of(GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS, QUERY, TRACE);

  private final Map<String, Map<HandlerType, Handler>> paths = new LinkedHashMap<>();

  private record Handler(Route route, Endpoint endpoint) {}

  /** A GET, and a HEAD with it. */
  public Routes get(String path, Endpoint endpoint) {
    return get(path, Permission.unlessDeclared(path, true), endpoint);
  }

  /** A GET, and a HEAD with it. */
  public Routes get(String path, Permission permission, Endpoint endpoint) {
    return read(Access.WITH_TOKEN, path, permission, endpoint);
  }

  /** A GET, and a HEAD with it: without a token on this machine, from elsewhere the operator's. */
  public Routes getOpenOnLoopback(String path, Endpoint endpoint) {
    return getOpenOnLoopback(path, Permission.OPERATE, endpoint);
  }

  /**
   * A GET, and a HEAD with it, without a token on this machine.
   *
   * @param permission what is needed from elsewhere
   */
  public Routes getOpenOnLoopback(String path, Permission permission, Endpoint endpoint) {
    return read(Access.OPEN_ON_LOOPBACK, path, permission, endpoint);
  }

  public Routes post(String path, Endpoint endpoint) {
    return post(path, Permission.unlessDeclared(path, false), endpoint);
  }

  public Routes post(String path, Permission permission, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, POST, path, permission, endpoint);
  }

  public Routes put(String path, Endpoint endpoint) {
    return put(path, Permission.unlessDeclared(path, false), endpoint);
  }

  public Routes put(String path, Permission permission, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, PUT, path, permission, endpoint);
  }

  public Routes delete(String path, Endpoint endpoint) {
    return delete(path, Permission.unlessDeclared(path, false), endpoint);
  }

  public Routes delete(String path, Permission permission, Endpoint endpoint) {
    return add(Access.WITH_TOKEN, DELETE, path, permission, endpoint);
  }

  /** All that was added, in that order. */
  public List<Route> all() {
    return paths.values().stream()
        .flatMap(methods -> methods.values().stream())
        .map(Handler::route)
        .toList();
  }

  private Routes read(Access access, String path, Permission permission, Endpoint endpoint) {
    return add(access, HEAD, path, permission, endpoint)
        .add(access, GET, path, permission, endpoint);
  }

  private Routes add(
      Access access, HandlerType method, String path, Permission permission, Endpoint endpoint) {
    Route route = new Route(method.name(), path, access, permission);
    Handler other =
        paths
            .computeIfAbsent(path, none -> new LinkedHashMap<>())
            .putIfAbsent(method, new Handler(route, endpoint));
    if (other != null) {
      throw new IllegalStateException("%s %s is there already".formatted(method.name(), path));
    }
    return this;
  }

  void register(RoutesConfig config, Border border) {
    paths.forEach(
        (path, methods) ->
            METHODS.forEach(
                method -> {
                  Handler handler = methods.getOrDefault(method, undeclared(path, method));
                  config.addHttpHandler(
                      method,
                      path,
                      context -> border.answer(context, handler.route(), handler.endpoint()));
                }));
  }

  /** Needs a token unless all of the path is open: what the API offers is no tenant's secret. */
  private Handler undeclared(String path, HandlerType method) {
    Access strictest =
        paths.get(path).values().stream()
            .map(handler -> handler.route().access())
            .min(Access::compareTo)
            .orElse(Access.WITH_TOKEN);
    return new Handler(
        new Route(method.name(), path, strictest, Permission.ANY),
        otherwise(method, allowed(paths.get(path))));
  }

  private static Endpoint otherwise(HandlerType method, String allowed) {
    return method.equals(OPTIONS)
        ? call -> Answer.noContent().with("Allow", allowed)
        : call -> {
          throw Problem.of(405, "method_not_allowed", "the methods here are " + allowed)
              .asException()
              .with("Allow", allowed);
        };
  }

  private static String allowed(Map<HandlerType, Handler> methods) {
    Stream<String> names = methods.keySet().stream().map(HandlerType::name).sorted();
    return Stream.concat(names, Stream.of(OPTIONS.name())).collect(Collectors.joining(", "));
  }
}
