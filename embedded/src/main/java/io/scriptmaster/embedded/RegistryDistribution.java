package io.scriptmaster.embedded;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * Finds {@code quarkus-run.jar} in an unpacked Apicurio Registry; some archives have a folder of
 * their own around it.
 */
final class RegistryDistribution {

  private static final String JAR = "quarkus-run.jar";

  private RegistryDistribution() {}

  static Path jarIn(Path distribution) {
    try (Stream<Path> children = Files.list(distribution)) {
      return Stream.concat(Stream.of(distribution), children.filter(Files::isDirectory).sorted())
          .map(folder -> folder.resolve(JAR))
          .filter(Files::isRegularFile)
          .findFirst()
          .orElseThrow(() -> missing(distribution, null));
    } catch (IOException e) {
      throw missing(distribution, e);
    }
  }

  private static EmbeddedStartException missing(Path distribution, IOException cause) {
    return new EmbeddedStartException(
        "No schema registry is installed in %s: there is no %s in it; give the folder of an unpacked Apicurio Registry 3."
            .formatted(distribution, JAR),
        cause);
  }
}
