package io.scriptmaster.embedded;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.bootstrap.BootstrapDirectory;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.StreamsVersion;

/**
 * Gives a new data directory its cluster id and feature levels, once, and never touches a directory
 * that is not ours.
 */
final class KafkaDataDirectory {

  private static final String FORMATTED_MARK = MetaPropertiesEnsemble.META_PROPERTIES_NAME;

  /** What a start that was killed half-way through the first format leaves behind. */
  private static final Set<String> LEFT_BY_UNFINISHED_FORMAT =
      Set.of(
          DirectoryLock.FILE,
          FORMATTED_MARK + ".tmp",
          BootstrapDirectory.BINARY_BOOTSTRAP_FILENAME,
          BootstrapDirectory.BINARY_BOOTSTRAP_FILENAME + ".tmp");

  private KafkaDataDirectory() {}

  /** The caller holds the {@link DirectoryLock}. */
  static void prepare(Path directory) {
    if (Files.exists(directory.resolve(FORMATTED_MARK))) {
      return;
    }
    refuseForeign(directory);
    format(directory);
  }

  /**
   * Also for a look before the lock, so that not even a lock file is put into a directory that is
   * not ours.
   */
  static void refuseForeign(Path directory) {
    if (!Files.exists(directory) || Files.exists(directory.resolve(FORMATTED_MARK))) {
      return;
    }
    foreignFile(directory)
        .ifPresent(
            name -> {
              throw new EmbeddedStartException(
                  "The directory %s holds files that are not Kafka's (for example %s), so it is left alone; give an empty or new directory."
                      .formatted(directory, name));
            });
  }

  private static Optional<String> foreignFile(Path directory) {
    if (!Files.isDirectory(directory)) {
      throw new EmbeddedStartException(
          "The data directory %s is a file; give a directory.".formatted(directory));
    }
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> !LEFT_BY_UNFINISHED_FORMAT.contains(name))
          .sorted()
          .findFirst();
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "The data directory %s cannot be read: %s".formatted(directory, e), e);
    }
  }

  private static void format(Path directory) {
    try {
      new Formatter()
          .setPrintStream(new PrintStream(OutputStream.nullOutputStream()))
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setFeatureLevel(
              StreamsVersion.FEATURE_NAME, StreamsVersion.LATEST_PRODUCTION.featureLevel())
          .setNodeId(KafkaProperties.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(KafkaProperties.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(directory.toString())
          .addDirectory(directory.toString())
          .run();
    } catch (Exception e) {
      throw new EmbeddedStartException(
          "The data directory %s could not be prepared for Kafka: %s"
              .formatted(directory, e.getMessage()),
          e);
    }
  }
}
