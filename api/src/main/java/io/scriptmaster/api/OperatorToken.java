package io.scriptmaster.api;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.regex.Pattern;

/**
 * The operator's token: only its SHA-256 is kept, so that neither a log nor a heap dump holds it.
 */
public final class OperatorToken {

  /** What is accepted, in words for error messages. */
  public static final String ACCEPTED = "1 to 512 visible ASCII characters without spaces";

  private static final Pattern FORM = Pattern.compile("[\\x21-\\x7e]{1,512}");
  private static final String PREFIX = "smo_";
  private static final int RANDOM_BYTES = 32;
  private static final SecureRandom RANDOM = new SecureRandom();

  private final byte[] hash;

  private OperatorToken(byte[] hash) {
    this.hash = hash;
  }

  /**
   * @throws IllegalArgumentException where the text can not be sent as a token; the message does
   *     not hold it
   */
  public static OperatorToken of(String token) {
    if (token == null || !FORM.matcher(token).matches()) {
      throw new IllegalArgumentException("the operator's token is " + ACCEPTED);
    }
    return new OperatorToken(sha256(token));
  }

  /** A new token of 256 random bits, in clear: whoever calls shows it once and keeps it safe. */
  public static String generate() {
    byte[] random = new byte[RANDOM_BYTES];
    RANDOM.nextBytes(random);
    return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
  }

  /** Takes the same time for every wrong token. */
  public boolean matches(String token) {
    return MessageDigest.isEqual(hash, sha256(token));
  }

  @Override
  public String toString() {
    return "***";
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }
}
