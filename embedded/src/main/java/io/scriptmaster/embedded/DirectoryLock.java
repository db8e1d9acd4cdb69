package io.scriptmaster.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * One user at a time for a data directory, across processes and within this one.
 *
 * <p>The operating system drops the lock when the process ends, however it ends, so a left-over
 * file means nothing.
 */
final class DirectoryLock implements AutoCloseable {

  static final String FILE = "embedded.lock";

  /**
   * Asked before the file is opened: on POSIX, closing a second channel to a file drops the lock
   * that the first one holds.
   */
  private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

  private final Path directory;
  private final FileChannel channel;

  private DirectoryLock(Path directory, FileChannel channel) {
    this.directory = directory;
    this.channel = channel;
  }

  /** Creates the directory when needed. */
  static DirectoryLock acquire(Path wanted) {
    Path directory = created(wanted);
    if (!HELD_HERE.add(directory)) {
      throw inUse(directory);
    }
    try {
      return new DirectoryLock(directory, lockedChannel(directory));
    } catch (RuntimeException e) {
      HELD_HERE.remove(directory);
      throw e;
    }
  }

  private static Path created(Path wanted) {
    try {
      return Files.createDirectories(wanted).toRealPath();
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "The data directory %s cannot be created: %s".formatted(wanted, e), e);
    }
  }

  private static FileChannel lockedChannel(Path directory) {
    try {
      FileChannel channel =
          FileChannel.open(
              directory.resolve(FILE), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        channel.close();
        throw inUse(directory);
      }
      return channel;
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "The data directory %s cannot be written: %s".formatted(directory, e), e);
    }
  }

  private static EmbeddedStartException inUse(Path directory) {
    return new EmbeddedStartException(
        "The data directory %s is in use by another Scriptmaster; stop that one or choose another directory."
            .formatted(directory));
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      HELD_HERE.remove(directory);
    }
  }
}
