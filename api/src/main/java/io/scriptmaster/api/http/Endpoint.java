package io.scriptmaster.api.http;

/** Answers the calls of one method on one path. */
@FunctionalInterface
public interface Endpoint {

  /**
   * Answers a call.
   *
   * @throws ProblemException where the answer is a problem; what else is thrown is the platform's
   *     own fault
   */
  Answer answer(Call call);
}
