package io.scriptmaster.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ScriptLimitsTest {

  @Test
  void shouldHaveDocumentedDefaults() {
    // When / Then
    assertThat(ScriptLimits.DEFAULTS)
        .isEqualTo(new ScriptLimits(Duration.ofSeconds(5), 1_000, 8_192, 16_384, 262_144, 4_096));
  }

  @Test
  void shouldRefuseValuesOutOfRange() {
    // When / Then
    assertThatThrownBy(() -> ScriptLimits.DEFAULTS.withWallClock(Duration.ZERO))
        .hasMessage("wallClock PT0S must be between PT0.001S and PT1H");
    assertThatThrownBy(() -> ScriptLimits.DEFAULTS.withMaxLogLines(-1))
        .hasMessage("maxLogLines -1 must be between 0 and 100000");
    assertThatThrownBy(() -> ScriptLimits.DEFAULTS.withMaxResultChars(63))
        .hasMessage("maxResultChars 63 must be between 64 and 10000000");
  }
}
