package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KafkaDataDirectoryTest {

  @TempDir Path directory;

  @Test
  void shouldFormatOnceAndKeepTheClusterId() throws IOException {
    // Given
    KafkaDataDirectory.prepare(directory);
    String first = Files.readString(directory.resolve("meta.properties"));

    // When
    KafkaDataDirectory.prepare(directory);

    // Then
    assertThat(first).contains("cluster.id=");
    assertThat(directory.resolve("meta.properties")).hasContent(first);
  }

  @Test
  void shouldFinishFormatThatWasKilledHalfWay() throws IOException {
    // Given
    Files.createFile(directory.resolve(DirectoryLock.FILE));
    Files.createFile(directory.resolve("bootstrap.checkpoint"));

    // When
    KafkaDataDirectory.prepare(directory);

    // Then
    assertThat(directory.resolve("meta.properties")).exists();
    assertThat(directory.resolve("bootstrap.checkpoint")).isNotEmptyFile();
  }

  @Test
  void shouldLeaveForeignDirectoryAlone() throws IOException {
    // Given
    Files.writeString(directory.resolve("thesis.txt"), "years of work");

    // When / Then
    assertThatThrownBy(() -> EmbeddedKafka.start(KafkaSettings.in(directory)))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("(for example thesis.txt), so it is left alone");
    assertThat(directory.toFile().list()).containsExactly("thesis.txt");
  }

  @Test
  void shouldRefuseFileInPlaceOfDirectory() throws IOException {
    // Given
    Path file = Files.createFile(directory.resolve("file"));

    // When / Then
    assertThatThrownBy(() -> EmbeddedKafka.start(KafkaSettings.in(file)))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("is a file; give a directory");
  }
}
