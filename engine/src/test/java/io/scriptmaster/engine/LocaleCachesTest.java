package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LocaleCachesTest {

  @Test
  void shouldForgetNamesThatScriptsMadeUp() {
    // Given
    Runs.json(
        "for (let i = 0; i < 3000; i++) Intl.getCanonicalLocales('en-x-a' + i); return 'done'");
    assertThat(LocaleCaches.largest()).isGreaterThan(LocaleCaches.MAX_NAMES);

    // When
    LocaleCaches.bound();

    // Then
    assertThat(LocaleCaches.largest()).isLessThanOrEqualTo(LocaleCaches.MAX_NAMES);
    assertThat(Runs.json("return new Intl.NumberFormat('de').format(1234.5)"))
        .isEqualTo("\"1.234,5\"");
  }
}
