package io.scriptmaster.processors.entities;

import java.time.Instant;
import java.util.Arrays;

/**
 * The body of the command that saves an API token, hashed before it was sent.
 *
 * @param role admin, editor, viewer or ingest
 * @param description at most {@value #MAX_DESCRIPTION} characters; empty unless given
 * @param hash SHA-256 of the token's secret part
 * @param expiresAt null: never
 */
public record SaveApiToken(String role, String description, byte[] hash, Instant expiresAt)
    implements CommandBody {

  static final int MAX_DESCRIPTION = 500;

  private static final int HASH_BYTES = 32;

  public SaveApiToken {
    Fields.require(role != null, "role", "role is one of admin, editor, ingest, viewer");
    role = Fields.oneOf("role", role, "viewer", "admin", "editor", "ingest");
    description = description == null ? "" : description;
    Fields.require(
        description.length() <= MAX_DESCRIPTION,
        "description",
        "description is text of at most %d characters".formatted(MAX_DESCRIPTION));
    Fields.require(
        hash != null && hash.length == HASH_BYTES, "hash", "hash is a SHA-256 of 32 bytes");
    hash = hash.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SaveApiToken that
        && role.equals(that.role)
        && description.equals(that.description)
        && Arrays.equals(hash, that.hash)
        && java.util.Objects.equals(expiresAt, that.expiresAt);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(hash);
  }

  @Override
  public String toString() {
    return "SaveApiToken[role=%s, ***]".formatted(role);
  }
}
