package io.scriptmaster.processors.entities;

import java.util.Arrays;

/**
 * The body of the command that saves the key of a tenant's secrets, wrapped before it was sent.
 *
 * @param wrapped the key, encrypted under the master key
 * @param masterKey the id of the master key that wraps it
 */
public record SaveDataKey(byte[] wrapped, String masterKey) implements CommandBody {

  private static final int MAX_WRAPPED = 1_000;

  public SaveDataKey {
    Fields.require(
        wrapped != null && wrapped.length > 0 && wrapped.length <= MAX_WRAPPED,
        "wrapped",
        "wrapped is up to %d bytes".formatted(MAX_WRAPPED));
    Fields.require(masterKey != null && !masterKey.isBlank(), "masterKey", "masterKey is an id");
    wrapped = wrapped.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SaveDataKey(var bytes, var master)
        && master.equals(masterKey)
        && Arrays.equals(bytes, wrapped);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(wrapped);
  }

  @Override
  public String toString() {
    return "SaveDataKey[masterKey=%s, ***]".formatted(masterKey);
  }
}
