package io.scriptmaster.standalone;

/** Scriptmaster can not start; the message is one sentence that says why and what to do. */
final class StartException extends RuntimeException {

  private static final long serialVersionUID = 1;

  StartException(String message) {
    super(message);
  }

  StartException(String message, Throwable cause) {
    super(message, cause);
  }
}
