package io.scriptmaster.api.commands;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Problem;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * What a client sends with each attempt at one write, so that it is made once.
 *
 * <p>Source: draft-ietf-httpapi-idempotency-key-header. The decision remembers verdicts for a day.
 */
record IdempotencyKey(String value) {

  private static final String HEADER = "Idempotency-Key";
  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,100}");

  /**
   * @throws io.scriptmaster.api.http.ProblemException 400 where the header is malformed
   */
  static Optional<IdempotencyKey> of(Call call) {
    return call.header(HEADER).map(IdempotencyKey::parse);
  }

  private static IdempotencyKey parse(String text) {
    if (!FORM.matcher(text).matches()) {
      throw Problem.of(
              400,
              "invalid_idempotency_key",
              "Idempotency-Key is 1 to 100 visible ASCII characters without spaces, such as a UUID")
          .with("header", HEADER)
          .asException();
    }
    return new IdempotencyKey(text);
  }

  /** The same for each attempt of the same caller at the same method and path. */
  UUID commandId(Call call) {
    return uuid(ByteBuffer.wrap(hash(call.caller().actor(), call.method(), call.path(), value)));
  }

  /** The same for the same query and body, as they were sent. */
  String digest(Call call) {
    return HexFormat.of().formatHex(hash(call.queryString(), call.bodyRead()));
  }

  private static byte[] hash(String... parts) {
    MessageDigest digest = sha256();
    for (String part : parts) {
      byte[] bytes = part.getBytes(UTF_8);
      // With its length, so that no two lists of parts are the same bytes.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return digest.digest();
  }

  /** Version 8 of RFC 9562: the bits are the maker's own. */
  private static UUID uuid(ByteBuffer bits) {
    long high = bits.getLong() & 0xffff_ffff_ffff_0fffL | 0x8000L;
    long low = bits.getLong() & 0x3fff_ffff_ffff_ffffL | 0x8000_0000_0000_0000L;
    return new UUID(high, low);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
