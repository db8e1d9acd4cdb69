package io.scriptmaster.api.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** One request of a caller who was let in; it has room for its body until it is closed. */
public final class Call implements AutoCloseable {

  private final Context context;
  private final Caller caller;
  private final BodyRoom room;
  private final BodyRoom.Place place;
  private String body = "";

  Call(Context context, Caller caller, BodyRoom room) {
    this.context = context;
    this.caller = caller;
    this.room = room;
    this.place = room.placeOf(caller, context.req().getRemoteAddr());
  }

  @Override
  public void close() {
    place.close();
  }

  public Caller caller() {
    return caller;
  }

  public String method() {
    return context.method().name();
  }

  /** The path as it was sent. */
  public String path() {
    return context.req().getRequestURI();
  }

  /** The query as it was sent; empty where there is none. */
  public String queryString() {
    return Optional.ofNullable(context.queryString()).orElse("");
  }

  /** The body as it was sent, once {@link #json} has read it; empty before, and without one. */
  public String bodyRead() {
    return body;
  }

  /** The address that the connection comes from. */
  public String remoteAddress() {
    return context.req().getRemoteAddr();
  }

  /** A part of the path, decoded. */
  public String path(String name) {
    return context.pathParam(name);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(context.header(name));
  }

  /**
   * @throws ProblemException 400 where the query is malformed or has a parameter that is not
   *     accepted
   */
  public Query query(String... accepted) {
    return Query.parse(context.queryString(), Set.of(accepted));
  }

  /**
   * @throws ProblemException 413, 415 or 400 where the body is too large, not JSON by its type, or
   *     not JSON; 408 where it is sent too slowly; 429 or 503 where there is no room for it
   */
  public JsonBody json(int maxBytes) {
    body = new RequestBody(context.req(), room, place).text(maxBytes);
    return JsonBody.parse(body);
  }

  /**
   * The body of a write that can do without one.
   *
   * @throws ProblemException as {@link #json}, where there is a body
   */
  public Optional<JsonBody> jsonIfAny(int maxBytes) {
    boolean none =
        context.req().getContentLengthLong() <= 0 && context.header("Transfer-Encoding") == null;
    return none ? Optional.empty() : Optional.of(json(maxBytes));
  }
}
