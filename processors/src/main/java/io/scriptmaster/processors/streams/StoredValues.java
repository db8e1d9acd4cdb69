package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * The values of any store as bytes that name their type: bytes, text, or a record of the catalogue
 * in the wire format of the registry. A new store needs nothing here.
 *
 * <p>Values are plain objects here, and only here: Kafka hands out stores without their types.
 */
final class StoredValues {

  private static final byte BYTES = 'b';
  private static final byte TEXT = 't';
  private static final byte RECORD = 'r';

  private final Map<String, Serde<? extends SpecificRecord>> records;

  StoredValues(TopicCatalogue topics, AvroSerdes serdes) {
    this.records =
        topics.all().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    topic -> topic.schema().getFullName(),
                    serdes::serde,
                    (first, second) -> first));
  }

  /** Roughly how large a value is, at less cost than making bytes of it. */
  static int sizeOf(Object value) {
    return switch (value) {
      case byte[] bytes -> bytes.length;
      case String text -> text.length();
      case SpecificRecord record -> RecordSize.characters(record);
      default -> 0;
    };
  }

  byte[] toBytes(Object value) {
    return switch (value) {
      case byte[] bytes -> tagged(BYTES, "", bytes);
      case String text -> tagged(TEXT, "", text.getBytes(UTF_8));
      case SpecificRecord written -> record(written);
      default ->
          throw new IllegalStateException(
              "a store holds bytes, text or a record of the catalogue, not " + value.getClass());
    };
  }

  /**
   * @throws IllegalStateException where the bytes were not made by {@link #toBytes}
   */
  Object of(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      byte tag = in.readByte();
      String type = in.readUTF();
      byte[] value = in.readAllBytes();
      return switch (tag) {
        case BYTES -> value;
        case TEXT -> new String(value, UTF_8);
        case RECORD -> serde(type).deserializer().deserialize(null, value);
        default -> throw new IllegalStateException("another instance sent an unknown value");
      };
    } catch (IOException e) {
      throw new IllegalStateException("another instance sent an incomplete value", e);
    }
  }

  private byte[] record(SpecificRecord value) {
    String type = value.getSchema().getFullName();
    return tagged(RECORD, type, serialize(serde(type), value));
  }

  @SuppressWarnings("unchecked")
  private static <V extends SpecificRecord> byte[] serialize(Serde<V> serde, SpecificRecord value) {
    return serde.serializer().serialize(null, (V) value);
  }

  private Serde<? extends SpecificRecord> serde(String type) {
    Serde<? extends SpecificRecord> serde = records.get(type);
    if (serde == null) {
      throw new IllegalStateException("the catalogue has no topic of " + type);
    }
    return serde;
  }

  private static byte[] tagged(byte tag, String type, byte[] value) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(3 + type.length() + value.length);
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeByte(tag);
      out.writeUTF(type);
      out.write(value);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
