package io.scriptmaster.api.tokens;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A token of a tenant as its holder has it: {@code smt_<tenant>.<id>.<secret>}.
 *
 * <p>Tenant and id lead to what is stored; the secret is 256 random bits in Base64 (RFC 4648, 5).
 * Never stored, and never printed.
 */
final class TokenText {

  private static final int SECRET_BYTES = 32;

  private static final Pattern ID = Pattern.compile("[a-z0-9]{16}");

  // The prefix lets scanners of source code and logs find tokens that got lost.
  private static final Pattern FORM =
      Pattern.compile(
          "smt_(?<tenant>[a-z0-9][a-z0-9-]{0,62})"
              + "\\.(?<id>[a-z0-9]{16})"
              + "\\.(?<secret>[A-Za-z0-9_-]{43})");

  private final TenantId tenant;
  private final EntityId id;
  private final String secret;

  private TokenText(TenantId tenant, EntityId id, String secret) {
    this.tenant = tenant;
    this.id = id;
    this.secret = secret;
  }

  /**
   * A new token.
   *
   * @param randomBytes fills an array with random bytes
   */
  static TokenText generate(TenantId tenant, EntityId id, Consumer<byte[]> randomBytes) {
    byte[] random = new byte[SECRET_BYTES];
    randomBytes.accept(random);
    return new TokenText(
        tenant, id, Base64.getUrlEncoder().withoutPadding().encodeToString(random));
  }

  /** Empty where the text is no token of a tenant. */
  static Optional<TokenText> parse(String text) {
    return Optional.of(FORM.matcher(text))
        .filter(Matcher::matches)
        .map(
            parts ->
                new TokenText(
                    new TenantId(parts.group("tenant")),
                    new EntityId(parts.group("id")),
                    parts.group("secret")));
  }

  static boolean isId(String text) {
    return ID.matcher(text).matches();
  }

  TenantId tenant() {
    return tenant;
  }

  EntityId id() {
    return id;
  }

  /** SHA-256 of the secret's characters: 256 random bits need neither salt nor many rounds. */
  byte[] hash() {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(US_ASCII));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** In clear, for the one who asked for it, once. */
  String reveal() {
    return "smt_%s.%s.%s".formatted(tenant, id, secret);
  }

  @Override
  public String toString() {
    return "smt_%s.%s.***".formatted(tenant, id);
  }
}
