package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EngineSettingsTest {

  @ParameterizedTest
  @CsvSource({"64, 50", "512, 268", "1024, 536", "3072, 1610", "65536, 2000"})
  void shouldKeepAsManyContextsAsAnEighthOfTheHeapHolds(long heapMegabytes, int contexts) {
    // When / Then
    assertThat(EngineSettings.idleContexts(heapMegabytes << 20)).isEqualTo(contexts);
  }

  @Test
  void shouldFollowTheHeapByDefault() {
    // When / Then
    assertThat(EngineSettings.DEFAULTS.maxIdleContexts())
        .isEqualTo(EngineSettings.idleContexts(Runtime.getRuntime().maxMemory()));
    assertThat(EngineSettings.DEFAULTS.maxIdleTime()).isEqualTo(Duration.ofMinutes(10));
    assertThat(new EngineSettings(3, Duration.ZERO))
        .isEqualTo(new EngineSettings(3, Duration.ofMinutes(10), Duration.ZERO, 8));
  }

  @ParameterizedTest
  @CsvSource({
    "-1,     PT10M, PT1S,  8,     maxIdleContexts -1",
    "100001, PT10M, PT1S,  8,     maxIdleContexts 100001",
    "1,      PT0S,  PT1S,  8,     maxIdleTime PT0S",
    "1,      PT25H, PT1S,  8,     maxIdleTime PT25H",
    "1,      PT10M, PT-1S, 8,     grace PT-1S",
    "1,      PT10M, PT61S, 8,     grace PT1M1S",
    "1,      PT10M, PT1S,  -1,    maxGivenUp -1",
    "1,      PT10M, PT1S,  10001, maxGivenUp 10001"
  })
  void shouldRefuse(
      int contexts, Duration idleTime, Duration grace, int maxGivenUp, String message) {
    // When / Then
    assertThatThrownBy(() -> new EngineSettings(contexts, idleTime, grace, maxGivenUp))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message + " must be");
  }
}
