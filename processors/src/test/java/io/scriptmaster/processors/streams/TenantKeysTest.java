package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.schemas.TenantId;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TenantKeysTest {

  private static final TenantId ACME = new TenantId("acme");

  @ParameterizedTest
  @CsvSource({
    "'', a, true",
    "'', \uD83D\uDE00, true",
    "points:, points:, true",
    "points:, points:\uDBFF\uDFFF\uDBFF\uDFFF, true",
    "points:, points;, false",
    "points:, points, false",
    "a/b, a/b/c, true",
    "a/b, a/c, false",
    "\uD7FF, \uD7FFx, true",
    "\uD7FF, \uE000, false",
    "a\uDBFF\uDFFF, a\uDBFF\uDFFFz, true",
    "a\uDBFF\uDFFF, b, false"
  })
  void shouldHoldTheKeysWithThePrefixAndNoOthers(String prefix, String key, boolean held) {
    TenantKeys range = TenantKeys.of(ACME, prefix, "");

    assertThat(holds(range, "acme/" + key)).isEqualTo(held);
    assertThat(holds(range, "acme-2/" + key)).isFalse();
    assertThat(holds(range, "acme0/" + key)).isFalse();
  }

  @Test
  void shouldEndBehindAPrefixOfTheLastCharacterHoweverOften() {
    String prefix = "a" + "\uDBFF\uDFFF".repeat(1_000_000);

    assertThat(TenantKeys.of(ACME, prefix, "").end()).isEqualTo("acme/b");
  }

  @Test
  void shouldGoOnFromAKeyOfThePrefixAndFromNoOther() {
    assertThat(TenantKeys.of(ACME, "p:", "p:7").start()).isEqualTo("acme/p:7");
    assertThat(TenantKeys.of(ACME, "p:", "a").start()).isEqualTo("acme/p:");
    assertThat(TenantKeys.of(ACME, "p:", "z").start()).isEqualTo("acme/p:");
  }

  private static boolean holds(TenantKeys range, String key) {
    return compare(key, range.start()) >= 0 && compare(key, range.end()) < 0;
  }

  private static int compare(String one, String other) {
    return Arrays.compareUnsigned(one.getBytes(UTF_8), other.getBytes(UTF_8));
  }
}
