package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What instances show each other so that nobody else reads their stores.
 *
 * <p>Made from a secret that all instances are started with; the secret can not be computed from
 * it, so an instance that is asked by mistake learns nothing that opens the REST API.
 */
public final class ClusterKey {

  private static final String PURPOSE = "internal-reads";
  private static final String SCHEME = "Bearer ";

  private final String header;

  private ClusterKey(String header) {
    this.header = header;
  }

  /** HMAC-SHA256 of the purpose under the secret. */
  public static ClusterKey of(String secret) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
      return new ClusterKey(
          SCHEME + HexFormat.of().formatHex(mac.doFinal(PURPOSE.getBytes(UTF_8))));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has HmacSHA256", e);
    }
  }

  /** The value of the {@code Authorization} header. */
  String header() {
    return header;
  }

  /** Takes the same time for every wrong header. */
  boolean matches(String given) {
    return given != null && MessageDigest.isEqual(header.getBytes(UTF_8), given.getBytes(UTF_8));
  }

  @Override
  public String toString() {
    return "***";
  }
}
