package io.scriptmaster.processors.streams;

import io.scriptmaster.deadletter.DeadLetter;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/** A record as it was found: where, when and its bytes. */
public record Origin(
    String topic, int partition, long offset, long timestamp, byte[] key, byte[] value) {

  /**
   * A dead letter keeps this much of a value; a larger one stays whole in its own topic until that
   * forgets it.
   */
  static final int MAX_KEPT_VALUE = 2 * 1024 * 1024;

  static final int MAX_MESSAGE = 2_000;
  static final int MAX_KEPT_KEY = 4 * 1024;

  /**
   * @param tenant null where the record does not name a valid one
   */
  public DeadLetter deadLetter(String tenant, String reason, String message, Instant now) {
    return DeadLetter.newBuilder()
        .setId("%s-%d-%d".formatted(topic, partition, offset))
        .setTenant(tenant)
        .setTopic(topic)
        .setPartition(partition)
        .setOffset(offset)
        .setTimestamp(Instant.ofEpochMilli(timestamp))
        .setReason(reason)
        .setMessage(message.length() <= MAX_MESSAGE ? message : message.substring(0, MAX_MESSAGE))
        .setKey(kept(key, MAX_KEPT_KEY))
        .setValue(kept(value, MAX_KEPT_VALUE))
        .setTruncated(length(key) > MAX_KEPT_KEY || length(value) > MAX_KEPT_VALUE)
        .setFailedAt(now)
        .build();
  }

  private static ByteBuffer kept(byte[] bytes, int limit) {
    if (bytes == null) {
      return null;
    }
    return ByteBuffer.wrap(bytes.length <= limit ? bytes : Arrays.copyOf(bytes, limit));
  }

  private static int length(byte[] bytes) {
    return bytes == null ? 0 : bytes.length;
  }
}
