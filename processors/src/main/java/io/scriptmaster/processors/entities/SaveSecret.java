package io.scriptmaster.processors.entities;

import java.util.Arrays;

/**
 * The body of the command that saves a secret, encrypted before it was sent: no plain value is ever
 * written to Kafka.
 *
 * @param ciphertext nonce, encrypted value and tag
 * @param keyVersion of the tenant's data key
 */
public record SaveSecret(byte[] ciphertext, int keyVersion) implements CommandBody {

  private static final int MAX_CIPHERTEXT = 128 * 1024;

  public SaveSecret {
    Fields.require(
        ciphertext != null && ciphertext.length > 0 && ciphertext.length <= MAX_CIPHERTEXT,
        "ciphertext",
        "ciphertext is up to %d bytes".formatted(MAX_CIPHERTEXT));
    ciphertext = ciphertext.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SaveSecret(var bytes, var version)
        && version == keyVersion
        && Arrays.equals(bytes, ciphertext);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(ciphertext);
  }

  @Override
  public String toString() {
    return "SaveSecret[***]";
  }
}
