package io.scriptmaster.schemas;

/** What came of decoding a value that anybody may have written. */
public sealed interface Decoded<V> {

  record Valid<V>(V value) implements Decoded<V> {}

  /**
   * The value can not be read.
   *
   * @param reason a stable code
   * @param message what was found and what is accepted
   */
  record Malformed<V>(Reason reason, String message) implements Decoded<V> {}

  /** Why a value can not be read. */
  enum Reason {
    EMPTY_VALUE,
    NOT_CONFLUENT_AVRO,
    UNKNOWN_SCHEMA,
    WRONG_RECORD_TYPE,
    UNDECODABLE;

    /** The stable code in dead letters. */
    public String code() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }
}
