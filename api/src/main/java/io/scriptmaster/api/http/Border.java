package io.scriptmaster.api.http;

import io.javalin.http.Context;
import io.scriptmaster.api.kafka.KafkaUnavailableException;
import io.scriptmaster.engine.EngineBusyException;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls come in and answers go out: nobody passes unseen, and nothing leaves that is not an
 * answer.
 */
public final class Border {

  private static final Logger LOG = LoggerFactory.getLogger(Border.class);

  /** What looks like a token, where a client put it into a path. */
  private static final Pattern TOKEN = Pattern.compile("sm[ot](_|%5[Ff])[^/]*");

  private final Authentication authentication;
  private final RateLimiter limiter;
  private final BodyRoom bodies;
  private final RequestMetrics metrics;

  public Border(
      Authentication authentication, RateLimiter limiter, BodyRoom bodies, RequestMetrics metrics) {
    this.bodies = bodies;
    this.authentication = authentication;
    this.limiter = limiter;
    this.metrics = metrics;
  }

  void answer(Context context, Route route, Endpoint endpoint) {
    long began = System.nanoTime();
    Answer answer = answerOf(context, route, endpoint);
    write(answer, context);
    metrics.answered(route, answer.status(), System.nanoTime() - began);
  }

  /** For paths that do not exist: below {@code /v1} even this is told only to who shows a token. */
  void answerUnmatched(Context context) {
    String path = context.path();
    boolean guarded = path.equals("/v1") || path.startsWith("/v1/");
    Access access = guarded ? Access.WITH_TOKEN : Access.OPEN;
    answer(
        context,
        new Route(context.method().name(), RequestMetrics.NO_ROUTE, access, Permission.ANY),
        call -> {
          throw Problem.NOT_FOUND.asException();
        });
  }

  /** The path for a log: tokens do not belong there, and some end up in paths. */
  static String loggedPath(Context context) {
    return TOKEN.matcher(context.path()).replaceAll("***");
  }

  private Answer answerOf(Context context, Route route, Endpoint endpoint) {
    try (Call call = new Call(context, admit(context, route), bodies)) {
      return endpoint.answer(call);
    } catch (ProblemException e) {
      return e.asAnswer();
    } catch (InvalidFieldException e) {
      return Problem.ofField(422, "invalid_field", e.field(), e.getMessage()).asAnswer();
    } catch (HttpException.RuntimeException e) {
      return Problem.of(400, "bad_request", "the request is malformed: " + e.getReason())
          .asAnswer();
    } catch (KafkaUnavailableException e) {
      LOG.warn("Kafka is not available, the client is told to try again", e);
      return Problem.of(503, "kafka_unavailable", e.getMessage())
          .asException()
          .retryAfter(5)
          .asAnswer();
    } catch (ViewUnavailableException e) {
      LOG.info("A view is not available, the client is told to try again: {}", e.getMessage());
      return Problem.of(503, "view_unavailable", e.getMessage())
          .asException()
          .retryAfter(1)
          .asAnswer();
    } catch (EngineBusyException e) {
      LOG.warn(
          "A source could not be checked, the client is told to try again: {}", e.getMessage());
      return Problem.of(503, "engine_busy", e.getMessage()).asException().retryAfter(1).asAnswer();
    } catch (Throwable e) { // one of the three borders where everything is caught
      return internalError(context, e);
    }
  }

  private Caller admit(Context context, Route route) {
    Caller caller =
        authentication.identify(
            route.access(), context.req().getRemoteAddr(), context.header("Authorization"));
    limiter.request(caller);
    route.permission().require(caller, Optional.ofNullable(tenantIn(context, route)));
    return caller;
  }

  private static String tenantIn(Context context, Route route) {
    return route.path().contains(Permission.TENANT) ? context.pathParam("tenant") : null;
  }

  /** The client gets an id; whoever runs the platform finds the cause under it. */
  private static Answer internalError(Context context, Throwable cause) {
    String id = UUID.randomUUID().toString();
    LOG.error("Internal error {} in {} {}", id, context.method(), loggedPath(context), cause);
    return Problem.of(
            500, "internal_error", "something failed here; the log tells more under the id " + id)
        .with("id", id)
        .asAnswer();
  }

  private static void write(Answer answer, Context context) {
    SecurityHeaders.ALL.forEach(context::header);
    answer.headers().forEach(context::header);
    context.status(answer.status());
    if (!answer.contentType().isEmpty()) {
      context.contentType(answer.contentType()).result(answer.body());
    }
  }
}
