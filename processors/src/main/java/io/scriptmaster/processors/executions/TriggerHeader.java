package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/**
 * The header of a record in {@code executions} that names its trigger, so that whoever needs those
 * of one trigger need not decode the others. Records from before it was written have none.
 */
public final class TriggerHeader {

  public static final String NAME = "trigger";

  private TriggerHeader() {}

  /**
   * @param trigger event, schedule, web, field, console or replay
   */
  public static Headers of(String trigger) {
    return new RecordHeaders().add(NAME, trigger.getBytes(UTF_8));
  }

  /** The trigger, or empty where the record does not say. */
  public static Optional<String> read(Headers headers) {
    return Optional.ofNullable(headers.lastHeader(NAME))
        .map(Header::value)
        .map(value -> new String(value, UTF_8));
  }
}
