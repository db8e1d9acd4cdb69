package io.scriptmaster.api.kafka;

/**
 * Kafka did not acknowledge a record in time; the message says what may have become of it and what
 * to do.
 */
public final class KafkaUnavailableException extends RuntimeException {

  private static final long serialVersionUID = 1;

  public KafkaUnavailableException(String message, Throwable cause) {
    super(message, cause);
  }
}
