package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {

  private static final Path HOME = Path.of("/opt/registry");
  private static final Path DATA = Path.of("/data/registry");
  private static final Path LOG = Path.of("/data/registry.log");

  @Test
  void shouldTakeFreePortAndLogBesideTheDataByDefault() {
    // When
    RegistrySettings settings = RegistrySettings.in(HOME, DATA);

    // Then
    assertThat(settings)
        .isEqualTo(
            new RegistrySettings(
                HOME, DATA, 0, DATA.resolve("registry.log"), 256, Duration.ofMinutes(3)));
  }

  @Test
  void shouldRefusePortOutsideRange() {
    assertThatThrownBy(() -> new RegistrySettings(HOME, DATA, 70_000, LOG))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("port is 70000; give 1 to 65535, or 0 for a free one");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/a;b", "/data/${HOME}"})
  void shouldRefuseDirectoryThatBreaksTheDatabaseUrl(String directory) {
    assertThatThrownBy(() -> RegistrySettings.in(HOME, Path.of(directory)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("without a semicolon and without ${");
  }

  @Test
  void shouldRefuseHeapTooSmallToStart() {
    assertThatThrownBy(() -> new RegistrySettings(HOME, DATA, 0, LOG, 64, Duration.ofMinutes(3)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("maxHeapMegabytes is 64; the registry needs at least 128");
  }

  @Test
  void shouldRefuseStartTimeoutOfZero() {
    assertThatThrownBy(() -> new RegistrySettings(HOME, DATA, 0, LOG, 256, Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("for example PT60S");
  }
}
