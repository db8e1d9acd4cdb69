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
        .isEqualTo(
            new ScriptLimits(
                new ScriptLimits.Time(Duration.ofSeconds(25), Duration.ofSeconds(5)),
                268_435_456,
                new ScriptLimits.Output(1_000, 8_192, 16_384, 262_144, 4_096),
                new ScriptLimits.Values(1_000, 65_536, 500),
                new ScriptLimits.Events(100, 1_048_576, 20),
                1_000));
  }

  @Test
  void shouldRefuseValuesOutOfRange() {
    // When / Then
    assertThatThrownBy(() -> ScriptLimits.DEFAULTS.with(l -> l.wallClock = Duration.ZERO))
        .hasMessage("wallClock PT0S must be between PT0.001S and PT1H");
    assertThatThrownBy(() -> ScriptLimits.DEFAULTS.with(l -> l.maxLogLines = -1))
        .hasMessage("maxLogLines -1 must be between 0 and 100000");
    assertThatThrownBy(() -> ScriptLimits.DEFAULTS.with(l -> l.maxResultBytes = 63))
        .hasMessage("maxResultBytes 63 must be between 64 and 10000000");
  }
}
