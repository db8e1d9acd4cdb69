package io.scriptmaster.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A committed description of a topology; {@code -Dscriptmaster.golden=write} writes it anew. */
public final class GoldenFile {

  private GoldenFile() {}

  public static void compare(String name, String description) throws IOException {
    Path file = Path.of("src/test/resources/topologies", name + ".txt");
    if ("write".equals(System.getProperty("scriptmaster.golden"))) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, description);
    }
    assertThat(file)
        .as(
            "a changed topology moves state: look at the difference, then write it with -Dscriptmaster.golden=write")
        .hasContent(description);
  }
}
