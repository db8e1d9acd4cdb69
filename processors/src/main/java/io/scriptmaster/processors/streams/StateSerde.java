package io.scriptmaster.processors.streams;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import org.apache.avro.Schema;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.avro.message.BinaryMessageEncoder;
import org.apache.avro.message.SchemaStore;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Records of state stores that are no topic of the catalogue: Avro's single-object encoding, which
 * names the schema by its fingerprint. When such a schema changes, its decoder must be given the
 * former one too.
 *
 * @see <a href="https://avro.apache.org/docs/1.12.0/specification/#single-object-encoding">Avro</a>
 */
public final class StateSerde {

  private StateSerde() {}

  /**
   * For a decoder: the schemas that entries may have that were written before.
   *
   * @param texts resources beside the class
   */
  public static SchemaStore former(Class<?> beside, String... texts) {
    SchemaStore.Cache former = new SchemaStore.Cache();
    for (String text : texts) {
      former.addSchema(schema(beside, text));
    }
    return former;
  }

  /** The schema of a resource beside a class. */
  public static Schema schema(Class<?> beside, String text) {
    try (InputStream in = beside.getResourceAsStream(text)) {
      return new Schema.Parser().parse(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static <V extends SpecificRecordBase> Serde<V> of(
      BinaryMessageEncoder<V> encoder, BinaryMessageDecoder<V> decoder) {
    return Serdes.serdeFrom(
        (_, value) -> value == null ? null : bytes(encoder, value),
        (_, bytes) -> bytes == null ? null : value(decoder, bytes));
  }

  private static <V> byte[] bytes(BinaryMessageEncoder<V> encoder, V value) {
    try {
      ByteBuffer buffer = encoder.encode(value);
      byte[] bytes = new byte[buffer.remaining()];
      buffer.get(bytes);
      return bytes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static <V> V value(BinaryMessageDecoder<V> decoder, byte[] bytes) {
    try {
      return decoder.decode(bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
