package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

  @TempDir Path directory;

  @Test
  void shouldRefuseSecondUserUntilTheFirstIsDone() {
    // Given
    DirectoryLock first = DirectoryLock.acquire(directory);
    assertThatThrownBy(() -> DirectoryLock.acquire(directory))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("is in use by another Scriptmaster");

    // When
    first.close();

    // Then
    try (DirectoryLock second = DirectoryLock.acquire(directory)) {
      assertThat(second).isNotNull();
    }
  }
}
