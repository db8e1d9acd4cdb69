package io.scriptmaster.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpStatus;

/**
 * What went wrong, for the client. Source: RFC 9457.
 *
 * @param status of the answer, 400 to 599
 * @param code stable, snake_case: what a program looks at
 * @param detail what is wrong and what would be accepted
 * @param extras further members: the {@code field} that is wrong, a {@code line} and so on
 */
public record Problem(int status, String code, String detail, Map<String, Object> extras) {

  public static final String CONTENT_TYPE = "application/problem+json";

  /** The one answer for whatever does not exist, and for whatever belongs to somebody else. */
  public static final Problem NOT_FOUND =
      of(404, "not_found", "there is nothing here, or it is not yours to see");

  public Problem {
    extras = Collections.unmodifiableMap(new LinkedHashMap<>(extras));
  }

  public static Problem of(int status, String code, String detail) {
    return new Problem(status, code, detail, Map.of());
  }

  /**
   * @param field of the body or the query, as the client wrote it; empty where no single one is at
   *     fault
   */
  public static Problem ofField(int status, String code, String field, String detail) {
    return field.isEmpty()
        ? of(status, code, detail)
        : of(status, code, detail).with("field", field);
  }

  public Problem with(String member, Object value) {
    Map<String, Object> more = new LinkedHashMap<>(extras);
    more.put(member, value);
    return new Problem(status, code, detail, more);
  }

  public ProblemException asException() {
    return new ProblemException(this);
  }

  Answer asAnswer() {
    ObjectNode json = Json.object();
    json.put("type", "about:blank");
    json.put("title", Optional.ofNullable(HttpStatus.getMessage(status)).orElse("Problem"));
    json.put("status", status);
    json.put("code", code);
    json.put("detail", detail);
    extras.forEach(json::putPOJO);
    return new Answer(status, CONTENT_TYPE, Map.of(), Json.bytes(json));
  }
}
