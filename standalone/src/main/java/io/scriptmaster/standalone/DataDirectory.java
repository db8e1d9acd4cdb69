package io.scriptmaster.standalone;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;

/**
 * The folder that holds everything of a standalone instance, marked as ours.
 *
 * <p>Readable by its owner alone: it holds the operator's token and every tenant's data.
 */
record DataDirectory(Path path) {

  private static final String MARK = "scriptmaster-data";
  private static final String MARK_TEXT =
      "This folder is kept by Scriptmaster. Delete it whole or not at all.\n";

  /**
   * Takes the folder into use, creating it if it does not exist.
   *
   * @throws StartException where the folder holds something else
   */
  static DataDirectory open(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      if (Files.exists(folder) && !Files.isDirectory(folder)) {
        throw new StartException("%s is a file; --data names a folder.".formatted(folder));
      }
      if (!Files.exists(folder.resolve(MARK))) {
        refuseForeign(folder);
        Files.createDirectories(folder);
        Files.writeString(folder.resolve(MARK), MARK_TEXT);
      }
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
      return new DataDirectory(folder);
    } catch (IOException e) {
      throw new StartException("The data folder %s can not be used: %s.".formatted(folder, e), e);
    }
  }

  /** Deletes the folder's content, if it is ours. */
  static void reset(Path path) {
    Path folder = path.toAbsolutePath().normalize();
    try {
      if (!Files.exists(folder)) {
        return;
      }
      if (!Files.exists(folder.resolve(MARK))) {
        refuseForeign(folder);
        return;
      }
      deleteAllIn(folder);
    } catch (IOException e) {
      throw new StartException(
          "The data folder %s can not be emptied: %s.".formatted(folder, e), e);
    }
  }

  Path kafka() {
    return path.resolve("kafka");
  }

  Path registry() {
    return path.resolve("registry");
  }

  Path streams() {
    return path.resolve("streams");
  }

  Path operatorToken() {
    return path.resolve("operator-token");
  }

  Path masterKeys() {
    return path.resolve("master-keys");
  }

  Path logs() {
    return path.resolve("logs");
  }

  private static void refuseForeign(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> content = Files.list(folder)) {
      if (content.findAny().isPresent()) {
        throw new StartException(
            "The folder %s holds something that is not Scriptmaster's; choose an empty or new folder with --data."
                .formatted(folder));
      }
    }
  }

  private static void deleteAllIn(Path folder) throws IOException {
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path visited, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            if (!visited.equals(folder)) {
              Files.delete(visited);
            }
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
