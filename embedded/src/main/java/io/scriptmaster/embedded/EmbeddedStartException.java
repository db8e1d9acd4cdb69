package io.scriptmaster.embedded;

/**
 * The broker or the registry could not start; nothing of it is left running.
 *
 * <p>The message is one sentence that names the port, directory or file and says what to do; show
 * it without the stack trace.
 */
public final class EmbeddedStartException extends RuntimeException {

  EmbeddedStartException(String message) {
    super(message);
  }

  EmbeddedStartException(String message, Throwable cause) {
    super(message, cause);
  }
}
