package io.scriptmaster.schemas;

import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;

/** The schema registry did not answer. Nobody's record is at fault: try again. */
public final class RegistryUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public RegistryUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * Whether a failure of the client is about reaching the registry. Not any {@code IOException} is:
   * Avro's decoder throws those about bytes, and the client about schemas that it can not parse.
   */
  public static boolean isAbout(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException
          || cause instanceof SocketTimeoutException
          || cause instanceof UnknownHostException
          || cause instanceof HttpTimeoutException) {
        return true;
      }
    }
    return false;
  }
}
