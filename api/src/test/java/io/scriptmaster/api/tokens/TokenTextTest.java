package io.scriptmaster.api.tokens;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenTextTest {

  private static final TenantId ACME = new TenantId("acme-2");
  private static final EntityId ID = new EntityId("0123456789abcdef");
  private static final String ZEROES = "A".repeat(43);

  @Test
  void shouldBeItsTenantItsIdAndASecret() {
    // When
    TokenText token = TokenText.generate(ACME, ID, bytes -> Arrays.fill(bytes, (byte) 0));

    // Then
    assertThat(token.reveal()).isEqualTo("smt_acme-2.0123456789abcdef." + ZEROES);
    // printf AAAA… | sha256sum
    assertThat(HexFormat.of().formatHex(token.hash()))
        .isEqualTo("0f007385b6f9d4b7eeb2748605afe1a984a0a3bfa3f014d09e2a784ce9e5cd1a");
  }

  @Test
  void shouldBeReadAsItWasWritten() {
    // Given
    TokenText token = TokenText.generate(ACME, ID, new SecureRandom()::nextBytes);

    // When
    TokenText read = TokenText.parse(token.reveal()).orElseThrow();

    // Then
    assertThat(read.tenant()).isEqualTo(ACME);
    assertThat(read.id()).isEqualTo(ID);
    assertThat(read.hash()).isEqualTo(token.hash());
  }

  @Test
  void shouldHave256RandomBits() {
    // When
    TokenText first = TokenText.generate(ACME, ID, new SecureRandom()::nextBytes);
    TokenText second = TokenText.generate(ACME, ID, new SecureRandom()::nextBytes);

    // Then
    assertThat(first.reveal()).matches("smt_acme-2\\.0123456789abcdef\\.[A-Za-z0-9_-]{43}");
    assertThat(first.reveal()).isNotEqualTo(second.reveal());
  }

  @Test
  void shouldNotPrintItsSecret() {
    // When
    TokenText token = TokenText.parse("smt_acme-2.0123456789abcdef." + ZEROES).orElseThrow();

    // Then
    assertThat(token).hasToString("smt_acme-2.0123456789abcdef.***");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "smt_",
        "operator-token-for-tests",
        "smo_acme.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_acme.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_acme.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_acme.0123456789abcde.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_acme.0123456789abcdeF.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_Acme.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_a/b.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "smt_acme.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA+/",
        " smt_acme.0123456789abcdef.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void shouldNotTakeAnythingElseForAToken(String text) {
    assertThat(TokenText.parse(text)).isEmpty();
  }
}
