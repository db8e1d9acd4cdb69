package io.scriptmaster.standalone;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * Asks as a client that respects {@code Retry-After}: whoever is told to try again in a moment
 * does, with the same {@code Idempotency-Key}, so that it is the same request.
 */
final class Retried {

  private static final Set<Integer> RETRY = Set.of(429, 503);
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private Retried() {}

  /** One try. */
  @FunctionalInterface
  interface Attempt {

    /**
     * @param headers names and values in turn
     */
    HttpResponse<String> ask(String... headers) throws IOException, InterruptedException;
  }

  /** The first answer that is no {@code 429} or {@code 503}, or else the last. */
  static HttpResponse<String> request(String method, Attempt attempt, String... headers)
      throws IOException, InterruptedException {
    String[] all =
        method.equals("GET")
            ? headers
            : Stream.concat(
                    Stream.of(headers), Stream.of("Idempotency-Key", UUID.randomUUID().toString()))
                .toArray(String[]::new);
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      HttpResponse<String> answer = attempt.ask(all);
      if (!RETRY.contains(answer.statusCode()) || System.nanoTime() > deadline) {
        return answer;
      }
      Thread.sleep(PAUSE);
    }
  }
}
