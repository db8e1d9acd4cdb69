package io.scriptmaster.schemas;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import io.scriptmaster.schemas.Decoded.Malformed;
import io.scriptmaster.schemas.Decoded.Reason;
import io.scriptmaster.schemas.Decoded.Valid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * Decodes values of a topic that anybody may write to.
 *
 * <p>The steps are looked at one by one, so that the reason is exact: the frame, the schema's
 * existence, the record's name, the content.
 */
public final class UntrustedAvro<V extends SpecificRecord> {

  private static final byte MAGIC = 0;
  private static final int FRAME_BYTES = 5;

  /** What the registry answers where the id is at fault and not the registry. */
  private static final Set<Integer> NO_SUCH_SCHEMA = Set.of(400, 404, 422);

  private final Topic<V> topic;
  private final SchemaRegistryClient client;
  private final Deserializer<V> deserializer;

  UntrustedAvro(Topic<V> topic, SchemaRegistryClient client, Deserializer<V> deserializer) {
    this.topic = topic;
    this.client = client;
    this.deserializer = deserializer;
  }

  /**
   * Decodes one value.
   *
   * @throws RegistryUnavailableException where a schema that is not known yet can not be asked for:
   *     the record is not at fault and must be tried again
   */
  public Decoded<V> decode(byte[] value) {
    if (value == null || value.length == 0) {
      return malformed(Reason.EMPTY_VALUE, "the value is empty; a %s is expected", recordName());
    }
    if (value[0] != MAGIC || value.length < FRAME_BYTES) {
      return malformed(
          Reason.NOT_CONFLUENT_AVRO,
          "the value is %d bytes and starts with 0x%02x; the Confluent wire format starts with 0x00 and a 4-byte schema id",
          value.length,
          value[0]);
    }
    return decode(value, ByteBuffer.wrap(value, 1, Integer.BYTES).getInt());
  }

  private Decoded<V> decode(byte[] value, int schemaId) {
    Optional<ParsedSchema> schema = schema(schemaId);
    if (schema.isEmpty()) {
      return malformed(
          Reason.UNKNOWN_SCHEMA, "the schema registry has no Avro schema %d", schemaId);
    }
    if (!recordName().equals(schema.get().name())) {
      return malformed(
          Reason.WRONG_RECORD_TYPE,
          "schema %d is a %s; a %s is expected",
          schemaId,
          schema.get().name(),
          recordName());
    }
    try {
      return new Valid<>(deserializer.deserialize(topic.name(), value));
    } catch (RegistryUnavailableException e) {
      throw e;
    } catch (SerializationException e) {
      if (isAboutTheRegistry(e)) {
        throw unavailable(schemaId, e);
      }
      return undecodable(schemaId, e.getCause() == null ? e : e.getCause());
    } catch (RuntimeException | StackOverflowError e) {
      // The decoder walks bytes that anybody wrote: what it throws (index, cast, limit, depth) is
      // about those bytes.
      return undecodable(schemaId, e);
    }
  }

  private Optional<ParsedSchema> schema(int id) {
    if (id < 0) {
      return Optional.empty();
    }
    try {
      return Optional.of(client.getSchemaById(id));
    } catch (RestClientException e) {
      if (NO_SUCH_SCHEMA.contains(e.getStatus())) {
        return Optional.empty();
      }
      throw unavailable(id, e);
    } catch (IOException e) {
      if (RegistryUnavailableException.isAbout(e)) {
        throw unavailable(id, e);
      }
      // The registry answered with a schema that is no Avro: the client can not parse it.
      return Optional.empty();
    }
  }

  /** The deserializer asks for the schema of this topic's subject, and may be the first to. */
  private static boolean isAboutTheRegistry(SerializationException failure) {
    return RegistryUnavailableException.isAbout(failure)
        || failure.getCause() instanceof RestClientException refused
            && !NO_SUCH_SCHEMA.contains(refused.getStatus());
  }

  private static RegistryUnavailableException unavailable(int id, Exception cause) {
    return new RegistryUnavailableException(
        "the schema registry did not answer for schema %d: %s".formatted(id, cause.getMessage()),
        cause);
  }

  private Decoded<V> undecodable(int schemaId, Throwable cause) {
    return malformed(
        Reason.UNDECODABLE,
        "the bytes are not a %s of schema %d: %s",
        recordName(),
        schemaId,
        cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
  }

  private String recordName() {
    return topic.schema().getFullName();
  }

  private static <V> Decoded<V> malformed(Reason reason, String message, Object... parts) {
    return new Malformed<>(reason, message.formatted(parts));
  }
}
