package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/**
 * The id of an execution: derived from what triggered it and the script, so that a re-run after a
 * crash has the same.
 *
 * <p>A UUID of version 8 (RFC 9562) made of a SHA-256 over the length-prefixed parts.
 */
public record ExecutionId(String value) {

  private static final long VERSION_8 = 0x8000L;
  private static final long VARIANT_RFC = 0x8000000000000000L;

  /**
   * @param trigger event, schedule, web, field, console or replay
   * @param triggerId of what triggered it: of the event, with its place where a producer chose it,
   *     of the slot, of the request
   */
  public static ExecutionId of(String tenant, String script, String trigger, String triggerId) {
    MessageDigest digest = sha256();
    for (String part : new String[] {tenant, script, trigger, triggerId}) {
      byte[] bytes = part.getBytes(UTF_8);
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    long high = (hash.getLong() & ~0xF000L) | VERSION_8;
    long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | VARIANT_RFC;
    return new ExecutionId(new UUID(high, low).toString());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
