package io.scriptmaster.api.tokens;

import io.scriptmaster.api.http.Caller;
import io.scriptmaster.api.http.Role;
import io.scriptmaster.api.http.TenantTokens;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;

/** Compares the tokens that callers show with the ones that are stored, hashed. */
public final class StoredTokens implements TenantTokens {

  /**
   * Stands in for a token that does not exist, so that looking takes the same time. Nobody knows
   * what it is the hash of.
   */
  private static final byte[] NO_HASH = randomBytes();

  private final TokenReads reads;
  private final TokenUses uses;
  private final Clock clock;

  public StoredTokens(TokenReads reads, TokenUses uses, Clock clock) {
    this.reads = reads;
    this.uses = uses;
    this.clock = clock;
  }

  @Override
  public Recognition recognise(String token) {
    return TokenText.parse(token)
        .flatMap(this::stored)
        .map(this::recognise)
        .orElseGet(Recognition.Unknown::new);
  }

  /** What is stored, where all of the token is right. */
  private Optional<ApiToken> stored(TokenText shown) {
    Optional<ApiToken> stored = reads.find(shown.tenant(), shown.id());
    byte[] hash = stored.map(StoredTokens::hash).orElse(NO_HASH);
    return MessageDigest.isEqual(hash, shown.hash()) ? stored : Optional.empty();
  }

  private Recognition recognise(ApiToken token) {
    Instant now = clock.instant();
    if (token.getExpiresAt() != null && !now.isBefore(token.getExpiresAt())) {
      return new Recognition.Expired();
    }
    return Role.ofWord(token.getRole())
        .<Recognition>map(role -> used(holder(token, role), token, now))
        // A role of a newer version: this one does not know what it allows.
        .orElseGet(Recognition.Unknown::new);
  }

  private static Caller.TokenHolder holder(ApiToken token, Role role) {
    return new Caller.TokenHolder(
        new TenantId(token.getTenant()), new EntityId(token.getId()), role);
  }

  private Recognition used(Caller.TokenHolder holder, ApiToken token, Instant now) {
    uses.note(holder, Optional.ofNullable(token.getLastUsedAt()), now);
    return new Recognition.Known(holder);
  }

  private static byte[] randomBytes() {
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    return random;
  }

  static byte[] hash(ApiToken token) {
    ByteBuffer stored = token.getHash().duplicate();
    byte[] hash = new byte[stored.remaining()];
    stored.get(hash);
    return hash;
  }
}
