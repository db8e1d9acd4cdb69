package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KafkaSettingsTest {

  private static final Path DATA = Path.of("/data/kafka");

  @Test
  void shouldTakeFreePortsByDefault() {
    // When
    KafkaSettings settings = KafkaSettings.in(Path.of("kafka"));

    // Then
    assertThat(settings)
        .isEqualTo(new KafkaSettings(Path.of("kafka").toAbsolutePath(), 0, 0, Map.of()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65_536})
  void shouldRefusePortOutsideRange(int port) {
    assertThatThrownBy(() -> new KafkaSettings(DATA, port, 0, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port is %d; give 1 to 65535, or 0 for a free one".formatted(port));
    assertThatThrownBy(() -> new KafkaSettings(DATA, 0, port, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("controllerPort is ");
  }

  @Test
  void shouldRefuseOnePortForBoth() {
    assertThatThrownBy(() -> new KafkaSettings(DATA, 9092, 9092, Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("both 9092");
  }

  @Test
  void shouldRefuseDirectoryThatKafkaReadsAsTwo() {
    assertThatThrownBy(() -> KafkaSettings.in(Path.of("/data/a,b")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("comma");
  }

  @ParameterizedTest
  @ValueSource(strings = {"listeners", "advertised.listeners", "log.dirs", "node.id"})
  void shouldRefusePropertyThatOpensOrMovesTheBroker(String name) {
    assertThatThrownBy(() -> new KafkaSettings(DATA, 0, 0, Map.of(name, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "extraProperties may not set [%s]; use dataDirectory, port and controllerPort"
                .formatted(name));
  }

  @Test
  void shouldCopyExtraProperties() {
    // Given
    Map<String, String> extra = new HashMap<>(Map.of("num.partitions", "3"));
    KafkaSettings settings = new KafkaSettings(DATA, 0, 0, extra);

    // When
    extra.clear();

    // Then
    assertThat(settings.extraProperties()).containsExactly(Map.entry("num.partitions", "3"));
  }
}
