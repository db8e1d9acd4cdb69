package io.scriptmaster.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.api.http.Caller;
import io.scriptmaster.api.http.Role;
import io.scriptmaster.api.http.TenantTokens.Recognition;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StoredTokensTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:30Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final EntityId ID = new EntityId("0123456789abcdef");
  private static final TokenText TOKEN = generate(ACME, ID);

  private final List<String> touched = new ArrayList<>();
  private final TokenUses uses =
      TokenUses.start(
          (tenant, token, usedAt) -> touched.add("%s/%s %s".formatted(tenant, token, usedAt)),
          Duration.ofDays(1));

  @AfterEach
  void stop() {
    uses.close();
  }

  @Test
  void shouldRecogniseAStoredToken() {
    // When
    Recognition recognition = recognise(TOKEN, Optional.of(stored("editor", null)));

    // Then
    assertThat(recognition)
        .isEqualTo(new Recognition.Known(new Caller.TokenHolder(ACME, ID, Role.EDITOR)));
  }

  @Test
  void shouldNoteThatATokenIsUsed() {
    // Given
    recognise(TOKEN, Optional.of(stored("editor", null)));

    // When
    uses.flush();

    // Then
    assertThat(touched).containsExactly("acme/0123456789abcdef 2026-11-24T09:00:00Z");
  }

  @Test
  void shouldNotRecogniseAnotherSecret() {
    // When
    Recognition recognition = recognise(generate(ACME, ID), Optional.of(stored("editor", null)));

    // Then
    assertThat(recognition).isEqualTo(new Recognition.Unknown());
    uses.flush();
    assertThat(touched).isEmpty();
  }

  @Test
  void shouldNotRecogniseATokenThatIsNotStored() {
    assertThat(recognise(TOKEN, Optional.empty())).isEqualTo(new Recognition.Unknown());
  }

  @Test
  void shouldTellThatItExpiredToWhoShowsTheWholeToken() {
    // Given
    ApiToken expired = stored("admin", NOW);

    // When / Then
    assertThat(recognise(TOKEN, Optional.of(expired))).isEqualTo(new Recognition.Expired());
    assertThat(recognise(generate(ACME, ID), Optional.of(expired)))
        .isEqualTo(new Recognition.Unknown());
  }

  @Test
  void shouldRecogniseATokenUntilItExpires() {
    assertThat(recognise(TOKEN, Optional.of(stored("admin", NOW.plusMillis(1)))))
        .isInstanceOf(Recognition.Known.class);
  }

  @Test
  void shouldRefuseARoleThatItDoesNotKnow() {
    assertThat(recognise(TOKEN, Optional.of(stored("owner", null))))
        .isEqualTo(new Recognition.Unknown());
  }

  @Test
  void shouldNotDecideWhileNothingCanBeRead() {
    // Given
    StoredTokens tokens =
        tokens(
            (tenant, id) -> {
              throw new ViewUnavailableException("entities", null);
            });

    // When / Then
    assertThatThrownBy(() -> tokens.recognise(TOKEN.reveal()))
        .isInstanceOf(ViewUnavailableException.class);
    assertThat(tokens.recognise("garbage")).isEqualTo(new Recognition.Unknown());
  }

  private Recognition recognise(TokenText shown, Optional<ApiToken> stored) {
    return tokens((tenant, id) -> stored.filter(it -> tenant.equals(ACME) && id.equals(ID)))
        .recognise(shown.reveal());
  }

  private StoredTokens tokens(TokenReads reads) {
    return new StoredTokens(reads, uses, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static TokenText generate(TenantId tenant, EntityId id) {
    return TokenText.generate(tenant, id, new SecureRandom()::nextBytes);
  }

  private static ApiToken stored(String role, Instant expiresAt) {
    return ApiToken.newBuilder()
        .setTenant("acme")
        .setId(ID.value())
        .setVersion(1)
        .setRole(role)
        .setDescription("")
        .setHash(ByteBuffer.wrap(TOKEN.hash()))
        .setExpiresAt(expiresAt)
        .setLastUsedAt(null)
        .setCreatedAt(NOW)
        .setCreatedBy("operator")
        .setUpdatedAt(NOW)
        .setUpdatedBy("operator")
        .build();
  }
}
