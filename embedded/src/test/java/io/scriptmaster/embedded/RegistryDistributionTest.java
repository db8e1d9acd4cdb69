package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RegistryDistributionTest {

  @TempDir Path directory;

  @Test
  void shouldFindTheJarInTheFolderItselfOrOneBelow() throws IOException {
    // Given
    Path below = Files.createDirectory(directory.resolve("apicurio-registry"));
    Path jar = Files.createFile(below.resolve("quarkus-run.jar"));

    // When / Then
    assertThat(RegistryDistribution.jarIn(directory)).isEqualTo(jar);
    assertThat(RegistryDistribution.jarIn(below)).isEqualTo(jar);
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThatThrownBy(() -> RegistryDistribution.jarIn(directory))
        .isInstanceOf(EmbeddedStartException.class)
        .hasMessageContaining("there is no quarkus-run.jar in it");
  }
}
