package io.scriptmaster.api.http;

import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;

/** One request of a caller who was let in. */
public final class Call {

  private final Context context;
  private final Caller caller;

  Call(Context context, Caller caller) {
    this.context = context;
    this.caller = caller;
  }

  public Caller caller() {
    return caller;
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
   *     not JSON
   */
  public JsonBody json(int maxBytes) {
    return JsonBody.parse(new RequestBody(context.req()).text(maxBytes));
  }
}
