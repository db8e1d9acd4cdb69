package io.scriptmaster.processors.streams;

import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.scriptmaster.schemas.RegistryUnavailableException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sets a record aside that a source can not deserialize, in the transaction of its neighbours, and
 * goes on.
 *
 * <p>Only this platform writes to the topics read through it, so each one is logged as an error.
 * Where the registry is away the record is not at fault: the thread fails, is replaced, and the
 * record is read again.
 */
public final class UnreadableRecordHandler implements DeserializationExceptionHandler {

  /** The setting that carries the {@link DeadLetterRecords}. */
  static final String DEAD_LETTERS = "scriptmaster.dead.letters";

  private static final Logger LOG = LoggerFactory.getLogger(UnreadableRecordHandler.class);
  private static final int HTTP_NOT_FOUND = 404;

  private DeadLetterRecords deadLetters;

  @Override
  public void configure(Map<String, ?> settings) {
    deadLetters = (DeadLetterRecords) settings.get(DEAD_LETTERS);
  }

  @Override
  public Response handleError(
      ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
    if (isRegistryAway(failure)) {
      return Response.fail();
    }
    LOG.error(
        "The record at {}-{} offset {} can not be read and goes to the dead letters.",
        record.topic(),
        record.partition(),
        record.offset(),
        failure);
    Origin origin =
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value());
    String message =
        failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    return Response.resume(
        List.of(
            deadLetters.record(origin.deadLetter(null, "undecodable", message, Instant.now()))));
  }

  private static boolean isRegistryAway(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof RestClientException answer) {
        return answer.getStatus() != HTTP_NOT_FOUND;
      }
    }
    return RegistryUnavailableException.isAbout(failure);
  }
}
