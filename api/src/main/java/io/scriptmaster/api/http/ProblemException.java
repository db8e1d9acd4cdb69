package io.scriptmaster.api.http;

import java.util.LinkedHashMap;
import java.util.Map;

/** Ends a call with a problem. */
public final class ProblemException extends RuntimeException {

  private static final long serialVersionUID = 1;

  private final transient Problem problem;
  private final transient Map<String, String> headers = new LinkedHashMap<>();

  ProblemException(Problem problem) {
    // Control flow towards the client: a stack trace would cost and tell nothing.
    super(problem.detail(), null, false, false);
    this.problem = problem;
  }

  public ProblemException with(String header, String value) {
    headers.put(header, value);
    return this;
  }

  /**
   * @param seconds after which trying again makes sense
   */
  public ProblemException retryAfter(int seconds) {
    return with("Retry-After", Integer.toString(seconds));
  }

  public Problem problem() {
    return problem;
  }

  Answer asAnswer() {
    Answer answer = problem.asAnswer();
    for (Map.Entry<String, String> header : headers.entrySet()) {
      answer = answer.with(header.getKey(), header.getValue());
    }
    return answer;
  }
}
