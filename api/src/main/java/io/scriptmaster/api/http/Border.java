package io.scriptmaster.api.http;

import io.javalin.http.Context;
import io.scriptmaster.api.kafka.KafkaUnavailableException;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import java.util.UUID;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where calls come in and answers go out: nobody passes unseen, and nothing leaves that is not an
 * answer.
 */
final class Border {

  private static final Logger LOG = LoggerFactory.getLogger(Border.class);

  private final Authentication authentication;

  Border(Authentication authentication) {
    this.authentication = authentication;
  }

  void answer(Context context, Access access, Endpoint endpoint) {
    write(answerOf(context, access, endpoint), context);
  }

  /** For paths that do not exist: below {@code /v1} even this is told only to who shows a token. */
  void answerUnmatched(Context context) {
    String path = context.path();
    boolean guarded = path.equals("/v1") || path.startsWith("/v1/");
    answer(
        context,
        guarded ? Access.WITH_TOKEN : Access.OPEN,
        call -> {
          throw Problem.NOT_FOUND.asException();
        });
  }

  private Answer answerOf(Context context, Access access, Endpoint endpoint) {
    try {
      Caller caller =
          authentication.identify(
              access, context.req().getRemoteAddr(), context.header("Authorization"));
      return endpoint.answer(new Call(context, caller));
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
    } catch (Throwable e) { // one of the three borders where everything is caught
      return internalError(context, e);
    }
  }

  /** The client gets an id; whoever runs the platform finds the cause under it. */
  private static Answer internalError(Context context, Throwable cause) {
    String id = UUID.randomUUID().toString();
    LOG.error("Internal error {} in {} {}", id, context.method(), context.path(), cause);
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
