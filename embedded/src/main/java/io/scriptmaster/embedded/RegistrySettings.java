package io.scriptmaster.embedded;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * Where the embedded schema registry is installed, where it keeps its data and log, and which port
 * it takes on 127.0.0.1.
 *
 * @param distribution the unpacked Apicurio Registry: the folder that holds {@code
 *     quarkus-run.jar}, or that folder's parent
 * @param dataDirectory created when it does not exist; one registry at a time; holds every schema
 * @param port 0 to 65535; 0 takes a free one at each start
 * @param logFile what the registry prints, warnings and errors, is appended here; its folder is
 *     created
 * @param maxHeapMegabytes at least 128
 * @param startTimeout how long a start may take before it fails
 */
public record RegistrySettings(
    Path distribution,
    Path dataDirectory,
    int port,
    Path logFile,
    int maxHeapMegabytes,
    Duration startTimeout) {

  private static final int LEAST_HEAP_MEGABYTES = 128;
  private static final int USUAL_HEAP_MEGABYTES = 256;
  private static final Duration USUAL_START_TIMEOUT = Duration.ofMinutes(3);

  public RegistrySettings {
    Objects.requireNonNull(distribution, "distribution");
    Objects.requireNonNull(dataDirectory, "dataDirectory");
    Objects.requireNonNull(logFile, "logFile");
    Objects.requireNonNull(startTimeout, "startTimeout");
    distribution = distribution.toAbsolutePath().normalize();
    dataDirectory = dataDirectory.toAbsolutePath().normalize();
    logFile = logFile.toAbsolutePath().normalize();
    LoopbackPort.requireValid("port", port);
    requirePlain(dataDirectory);
    if (maxHeapMegabytes < LEAST_HEAP_MEGABYTES) {
      throw new IllegalArgumentException(
          "maxHeapMegabytes is %d; the registry needs at least %d"
              .formatted(maxHeapMegabytes, LEAST_HEAP_MEGABYTES));
    }
    if (!startTimeout.isPositive()) {
      throw new IllegalArgumentException(
          "startTimeout is %s; give a time above zero, for example PT60S".formatted(startTimeout));
    }
  }

  /** 256 megabytes of heap and three minutes to start. */
  public RegistrySettings(Path distribution, Path dataDirectory, int port, Path logFile) {
    this(distribution, dataDirectory, port, logFile, USUAL_HEAP_MEGABYTES, USUAL_START_TIMEOUT);
  }

  /** A free port, and the log beside the data. */
  public static RegistrySettings in(Path distribution, Path dataDirectory) {
    return new RegistrySettings(
        distribution, dataDirectory, 0, dataDirectory.resolve("registry.log"));
  }

  /**
   * The path becomes part of a JDBC URL, which ends at a semicolon, and of a property, in which ${
   * has a meaning.
   */
  private static void requirePlain(Path dataDirectory) {
    String path = dataDirectory.toString();
    if (path.contains(";") || path.contains("${")) {
      throw new IllegalArgumentException(
          "dataDirectory is %s; choose a path without a semicolon and without ${".formatted(path));
    }
  }
}
