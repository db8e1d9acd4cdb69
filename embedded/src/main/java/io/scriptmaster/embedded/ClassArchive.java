package io.scriptmaster.embedded;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The registry's classes as a JVM keeps them parsed between starts: half of a start, and 80 MB.
 *
 * <p>A registry that finds none writes one at its end, to a file of its own, which becomes the
 * archive when it is whole; all later ones use it. It is of one JDK and one installed registry:
 * that of others has another name.
 */
final class ClassArchive {

  private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);
  private static final String PREFIX = "registry-";
  private static final String SUFFIX = ".jsa";

  private final Path archive;
  private final Path written;
  private final boolean writes;

  private ClassArchive(Path archive) {
    this.archive = archive;
    this.written = Path.of("%s.%x".formatted(archive, System.nanoTime()));
    this.writes = !Files.exists(archive);
  }

  /**
   * @param directory where it is kept, with the launcher
   */
  static ClassArchive in(Path directory, Path launcherJar, Path registryJar) throws IOException {
    List<String> validFor =
        List.of(
            System.getProperty("java.home"),
            System.getProperty("java.vm.version"),
            Files.getLastModifiedTime(launcherJar).toString(),
            Files.getLastModifiedTime(registryJar).toString());
    CRC32 key = new CRC32();
    key.update(validFor.toString().getBytes(StandardCharsets.UTF_8));
    return new ClassArchive(
        directory.resolve("%s%08x%s".formatted(PREFIX, key.getValue(), SUFFIX)));
  }

  /** Whether the registry writes it at its end, which takes some seconds on a busy machine. */
  boolean writes() {
    return writes;
  }

  String jvmOption() {
    return writes ? "-XX:ArchiveClassesAtExit=" + written : "-XX:SharedArchiveFile=" + archive;
  }

  /**
   * Makes what the registry wrote the archive.
   *
   * @param whole false when it did not end in order: then it is forgotten
   */
  void processEnded(boolean whole) {
    try {
      if (whole && Files.exists(written)) {
        Files.move(written, archive, StandardCopyOption.ATOMIC_MOVE);
        deleteOthers();
      }
      Files.deleteIfExists(written);
    } catch (IOException e) {
      LOG.warn("The next start of the schema registry takes longer: no {}", archive, e);
    }
  }

  /** Those of former JDKs and registries, and parts; whoever uses one keeps what it has mapped. */
  private void deleteOthers() throws IOException {
    try (DirectoryStream<Path> all =
        Files.newDirectoryStream(archive.getParent(), PREFIX + "*" + SUFFIX + "*")) {
      for (Path one : all) {
        if (!one.equals(archive)) {
          Files.deleteIfExists(one);
        }
      }
    }
  }
}
