package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.server.config.AbstractKafkaConfig;
import org.junit.jupiter.api.Test;

class KafkaPropertiesTest {

  @Test
  void shouldListenAndAdvertiseOnLoopbackOnly() {
    // When
    Properties properties = propertiesWith(Map.of());

    // Then
    assertThat(properties)
        .containsEntry("listeners", "PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093")
        .containsEntry("advertised.listeners", "PLAINTEXT://127.0.0.1:9092");
  }

  @Test
  void shouldSetOnlyPropertiesThatKafkaKnows() {
    // When
    Properties properties = propertiesWith(Map.of());

    // Then
    assertThat(AbstractKafkaConfig.CONFIG_DEF.names())
        .containsAll(properties.stringPropertyNames());
  }

  @Test
  void shouldPreferExtraProperties() {
    // When
    Properties properties = propertiesWith(Map.of("message.max.bytes", "1000"));

    // Then
    assertThat(properties).containsEntry("message.max.bytes", "1000");
  }

  @Test
  void shouldRefuseExtraPropertyThatKafkaDoesNotKnow() {
    assertThatThrownBy(() -> propertiesWith(Map.of("num.partition", "3")))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageStartingWith("Kafka has no broker property [num.partition]");
  }

  private static Properties propertiesWith(Map<String, String> extra) {
    return KafkaProperties.of(new KafkaSettings(Path.of("/data/kafka"), 0, 0, extra), 9092, 9093);
  }
}
