package io.scriptmaster.embedded;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A schema registry with Confluent's API (Apicurio Registry) in a child process.
 *
 * <p>Listens on 127.0.0.1 only. A registered schema keeps its id through a kill of either process.
 * The child ends with this process, even when this process is killed, and leaves Ctrl-C to it.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(EmbeddedRegistry.class);

  private static final Duration PAUSE = Duration.ofMillis(25);

  /** Ample for the database; a kill loses nothing. */
  private static final Duration STOP_TIMEOUT = Duration.ofSeconds(2);

  private static final Duration ARCHIVE_TIMEOUT = Duration.ofSeconds(60);

  /** Of a JVM that a signal told to end, in order. */
  private static final int TERMINATED = 128 + 15;

  private final Process process;
  private final ClassArchive archive;
  private final DirectoryLock lock;
  private final URI url;

  private EmbeddedRegistry(Process process, ClassArchive archive, DirectoryLock lock, int port) {
    this.process = process;
    this.archive = archive;
    this.lock = lock;
    this.url = URI.create("http://%s:%d/apis/ccompat/v7".formatted(LoopbackPort.ADDRESS, port));
  }

  /**
   * Starts the registry and returns when it answers.
   *
   * @throws EmbeddedStartException when the port or the data directory is in use, the distribution
   *     is missing, or the registry does not answer in time
   */
  public static EmbeddedRegistry start(RegistrySettings settings) {
    DirectoryLock lock = DirectoryLock.acquire(settings.dataDirectory());
    try {
      return start(settings, lock);
    } catch (RuntimeException | Error e) {
      lock.close();
      throw e;
    }
  }

  private static EmbeddedRegistry start(RegistrySettings settings, DirectoryLock lock) {
    FormerChild.awaitEnd(settings.dataDirectory());
    int port = LoopbackPort.claim(settings.port());
    RegistryCommand command = command(settings, port);
    Process process = spawn(command);
    try {
      EmbeddedRegistry registry = new EmbeddedRegistry(process, command.archive(), lock, port);
      registry.awaitAnswer(settings);
      LOG.info("Schema registry answers at {}, data in {}", registry.url, settings.dataDirectory());
      return registry;
    } catch (RuntimeException | Error e) {
      process.destroyForcibly().onExit().join();
      throw e;
    }
  }

  /** The base URL for a Confluent client, {@code http://127.0.0.1:port/apis/ccompat/v7}. */
  public URI url() {
    return url;
  }

  /** False once the child has ended, whoever ended it; only a new {@link #start} helps then. */
  public boolean isAlive() {
    return process.isAlive();
  }

  /**
   * Stops the child, by force after two seconds, and returns when it is gone. The first one of an
   * installed registry has a minute, since it writes its class archive. A second call does nothing.
   */
  @Override
  public synchronized void close() {
    try {
      // By its handle: Process.destroy would close the child's standard input too, at which it
      // halts without a clean stop.
      process.toHandle().destroy();
      Duration patience = archive.writes() ? ARCHIVE_TIMEOUT : STOP_TIMEOUT;
      if (!process.waitFor(patience)) {
        LOG.warn("The schema registry did not stop within {} and is killed", patience);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      process.destroyForcibly().onExit().join();
      archive.processEnded(process.exitValue() == TERMINATED);
      lock.close();
    }
  }

  long pid() {
    return process.pid();
  }

  private static RegistryCommand command(RegistrySettings settings, int port) {
    try {
      return new RegistryCommand(settings, port);
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  private static Process spawn(RegistryCommand command) {
    try {
      return command.start();
    } catch (IOException e) {
      throw notStarted(e);
    }
  }

  private static EmbeddedStartException notStarted(IOException e) {
    return new EmbeddedStartException(
        "The schema registry's process could not be started: " + e.getMessage(), e);
  }

  private void awaitAnswer(RegistrySettings settings) {
    long deadline = System.nanoTime() + settings.startTimeout().toNanos();
    try (HttpClient client = HttpClient.newHttpClient()) {
      while (!answers(client)) {
        if (process.waitFor(PAUSE.toMillis(), TimeUnit.MILLISECONDS)) {
          throw new EmbeddedStartException(
              "The schema registry stopped while starting (exit code %d); see its log %s."
                  .formatted(process.exitValue(), settings.logFile()));
        }
        if (System.nanoTime() > deadline) {
          throw new EmbeddedStartException(
              "The schema registry did not answer within %s; see its log %s."
                  .formatted(settings.startTimeout(), settings.logFile()));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EmbeddedStartException("Interrupted while the schema registry was starting.", e);
    }
  }

  /**
   * The global compatibility level is read from the database, so an answer means that the storage
   * works.
   */
  private boolean answers(HttpClient client) throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/config")).timeout(Duration.ofSeconds(5)).build();
    try {
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException notYet) {
      return false;
    }
  }
}
