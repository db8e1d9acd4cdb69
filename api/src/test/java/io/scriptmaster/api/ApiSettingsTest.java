package io.scriptmaster.api;

import static io.scriptmaster.api.http.RateLimits.DEFAULTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class ApiSettingsTest {

  private static final OperatorToken TOKEN = OperatorToken.of("secret");

  @Test
  void shouldListenOnLoopbackUnlessToldOtherwise() {
    // When
    ApiSettings settings = ApiSettings.onLoopback(0, TOKEN);

    // Then
    assertThat(settings.host()).isEqualTo("127.0.0.1");
    assertThat(settings.toString()).doesNotContain("secret");
  }

  @Test
  void shouldRefuseWhatCanNotWork() {
    assertThatThrownBy(() -> ApiSettings.onLoopback(65_536, TOKEN))
        .hasMessageContaining("port is 0 to 65535");
    assertThatThrownBy(() -> new ApiSettings(" ", 0, TOKEN, Duration.ZERO, DEFAULTS))
        .hasMessageContaining("host");
    assertThatThrownBy(() -> new ApiSettings("::1", 0, TOKEN, Duration.ofSeconds(-1), DEFAULTS))
        .hasMessageContaining("stopTimeout");
  }
}
