package io.scriptmaster.processors.secrets;

/**
 * An encrypted value.
 *
 * @param ciphertext nonce, encrypted value and tag
 * @param keyVersion which data key of the tenant encrypted it
 */
public record SealedSecret(byte[] ciphertext, int keyVersion) {

  public SealedSecret {
    ciphertext = ciphertext.clone();
  }

  @Override
  public String toString() {
    return "SealedSecret[***]";
  }
}
