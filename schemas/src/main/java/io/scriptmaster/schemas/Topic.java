package io.scriptmaster.schemas;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/**
 * A topic of the catalogue.
 *
 * @param name with the prefix, as Kafka knows it
 * @param key what the record key is, in words: the tenant is always its first part
 * @param value the record in each value
 * @param cleanup how it forgets
 * @param authors who writes it
 * @param maxBytes the largest record batch, compressed, that the topic takes
 * @param holds one sentence for the documentation
 */
public record Topic<V extends SpecificRecord>(
    String name,
    String key,
    Class<V> value,
    Cleanup cleanup,
    Authors authors,
    int maxBytes,
    String holds) {

  /** Who writes a topic. */
  public enum Authors {
    /** This platform alone. */
    PLATFORM,
    /**
     * Anybody who may produce: the broker's clock counts, since a producer's wrong one would make
     * records expire at once or never.
     */
    PRODUCERS
  }

  public Schema schema() {
    return SpecificData.get().getSchema(value);
  }

  /** The subject of the schema registry that governs the values. */
  public String subject() {
    return name + "-value";
  }
}
