package io.scriptmaster.embedded;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;

/**
 * A child whose parent was killed needs a moment to notice, and some seconds if it still writes its
 * class-data archive. Until then it holds the database, perhaps the port, and the lock that {@link
 * RegistryLauncher} took.
 */
final class FormerChild {

  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final Duration PAUSE = Duration.ofMillis(50);

  private FormerChild() {}

  static void awaitEnd(Path dataDirectory) {
    Path file = dataDirectory.resolve(RegistryLauncher.LOCK_FILE);
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      long deadline = System.nanoTime() + PATIENCE.toNanos();
      while (channel.tryLock() == null) {
        if (System.nanoTime() >= deadline) {
          throw new EmbeddedStartException(
              "A former schema registry process still holds %s after %s; end that process."
                  .formatted(file, PATIENCE));
        }
        Thread.sleep(PAUSE);
      }
    } catch (IOException e) {
      throw new EmbeddedStartException("The file %s cannot be locked: %s".formatted(file, e), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("Interrupted while a former schema registry was ending.", e);
    }
  }
}
