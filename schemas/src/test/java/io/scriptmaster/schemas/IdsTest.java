package io.scriptmaster.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "0", "acme", "acme-2", "a-"})
  void shouldAcceptTenantIds(String text) {
    assertThat(TenantId.parse(text)).contains(new TenantId(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-a", "A", "a/b", "a.b", "a_b", "ä", "a\n", "a b"})
  void shouldRefuseWhatIsNoTenantId(String text) {
    assertThat(TenantId.parse(text)).isEmpty();
    assertThatThrownBy(() -> new TenantId(text)).hasMessageContaining("1 to 63 of a-z");
  }

  @Test
  void shouldBoundTheLengthOfIds() {
    assertThat(TenantId.parse("a".repeat(63))).isPresent();
    assertThat(TenantId.parse("a".repeat(64))).isEmpty();
    assertThat(EntityId.parse("a".repeat(100))).isPresent();
    assertThat(EntityId.parse("a".repeat(101))).isEmpty();
    assertThat(TenantId.parse(null)).isEmpty();
    assertThat(EntityId.parse(null)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".a", "A", "a/b", "../a", "ä", "a\n"})
  void shouldRefuseWhatIsNoEntityId(String text) {
    assertThat(EntityId.parse(text)).isEmpty();
  }

  @Test
  void shouldKeepKeysOfDifferentTenantsApart() {
    EntityKey key = new EntityKey(new TenantId("acme"), new EntityId("score"));

    assertThat(key).hasToString("acme/score");
    assertThat(key.toString()).startsWith(EntityKey.prefixOf(new TenantId("acme")));
    assertThat(key.toString()).doesNotStartWith(EntityKey.prefixOf(new TenantId("acm")));
  }
}
