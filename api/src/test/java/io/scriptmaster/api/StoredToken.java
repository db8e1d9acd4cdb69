package io.scriptmaster.api;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveApiToken;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** A token that is there without having been asked for. */
record StoredToken(String tenant, String id) {

  private static final String SECRET = "secret-".repeat(7).substring(0, 43);

  /** Names an id of 16 characters by its first ones. */
  static StoredToken of(String tenant, String name) {
    return new StoredToken(tenant, (name + "0000000000000000").substring(0, 16));
  }

  /**
   * @param expiresAt null: never
   */
  StoredToken in(FakeEntities entities, String role, Instant expiresAt) {
    entities.send(
        new EntityCommand(
            new TenantId(tenant),
            EntityKind.API_TOKEN,
            new EntityId(id),
            new Action.Save(new SaveApiToken(role, "", hash(), expiresAt)),
            OptionalLong.empty(),
            new CommandOrigin(UUID.randomUUID(), "operator", Optional.empty())));
    return this;
  }

  String text() {
    return "smt_%s.%s.%s".formatted(tenant, id, SECRET);
  }

  String bearer() {
    return "Bearer " + text();
  }

  private static byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(SECRET.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
