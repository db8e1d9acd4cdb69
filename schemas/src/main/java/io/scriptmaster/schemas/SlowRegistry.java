package io.scriptmaster.schemas;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks a registry again that does not answer in time, at a start or a deploy: so that a pause of
 * its machine does not end them. Only for what may be asked twice.
 */
final class SlowRegistry {

  /** With the timeouts of {@link RegistryConnection} half a minute. */
  static final int ATTEMPTS = 6;

  private static final Logger LOG = LoggerFactory.getLogger(SlowRegistry.class);

  private SlowRegistry() {}

  /** What the genuine client is asked. */
  @FunctionalInterface
  interface Question<T> {
    T ask() throws IOException, RestClientException;
  }

  /**
   * @throws IOException where no attempt is answered, or any can not be asked
   * @throws RestClientException where the registry refuses
   */
  static <T> T ask(Question<T> question) throws IOException, RestClientException {
    for (int attempt = 1; ; attempt++) {
      try {
        return question.ask();
      } catch (SocketTimeoutException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
        LOG.warn(
            "The schema registry did not answer in time ({}, attempt {} of {}) and is asked again",
            e.getMessage(),
            attempt,
            ATTEMPTS);
      }
    }
  }
}
