package io.scriptmaster.schemas;

/** The schema registry did not answer. Nobody's record is at fault: try again. */
public final class RegistryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
