package io.scriptmaster.processors.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostAndPortTest {

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.7:8090", "node-1.example:1", "[fd00::7]:65535", "127.0.0.1:80"})
  void shouldReadWhatItPrints(String text) {
    assertThat(HostAndPort.parse(text)).hasToString(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        ":80",
        "host:0",
        "host:65536",
        "host:x",
        "fd00::7:80",
        "a b:80",
        "a/b:8"
      })
  void shouldSayWhatIsAccepted(String text) {
    assertThatThrownBy(() -> HostAndPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(HostAndPort.ACCEPTED);
  }
}
