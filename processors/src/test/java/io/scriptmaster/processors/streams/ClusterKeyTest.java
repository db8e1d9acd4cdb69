package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ClusterKeyTest {

  @Test
  void shouldMatchTheSameSecretAlone() {
    ClusterKey key = ClusterKey.of("secret");

    assertThat(key.matches(ClusterKey.of("secret").header())).isTrue();
    assertThat(key.matches(ClusterKey.of("other").header())).isFalse();
    assertThat(key.matches("Bearer secret")).isFalse();
    assertThat(key.matches(null)).isFalse();
  }

  @Test
  void shouldShowNeitherTheSecretNorTheKey() {
    ClusterKey key = ClusterKey.of("secret");

    assertThat(key).hasToString("***");
    assertThat(key.header()).doesNotContain("secret");
  }
}
