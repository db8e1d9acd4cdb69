package io.scriptmaster.standalone;

import io.scriptmaster.embedded.EmbeddedRegistry;
import io.scriptmaster.embedded.EmbeddedStartException;
import io.scriptmaster.embedded.RegistrySettings;
import java.net.URI;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The registry's child process, started again when it ends on its own. */
final class SupervisedRegistry implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SupervisedRegistry.class);
  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final RegistrySettings settings;
  private final Thread supervisor;
  private volatile EmbeddedRegistry registry;
  private volatile boolean closed;

  private SupervisedRegistry(RegistrySettings settings) {
    this.settings = settings;
    this.registry = EmbeddedRegistry.start(settings);
    this.supervisor = Thread.ofVirtual().name("supervise-registry").unstarted(this::supervise);
  }

  /** Returns when the registry answers. */
  static SupervisedRegistry start(RegistrySettings settings) {
    SupervisedRegistry started = new SupervisedRegistry(settings);
    started.supervisor.start();
    return started;
  }

  URI url() {
    return registry.url();
  }

  boolean isAlive() {
    return registry.isAlive();
  }

  private void supervise() {
    try {
      while (!closed) {
        Thread.sleep(LOOK_EVERY);
        if (!closed && !registry.isAlive()) {
          restart();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void restart() {
    if (closed) {
      return;
    }
    LOG.error(
        "The schema registry ended on its own and is started again; see {}", settings.logFile());
    registry.close();
    try {
      registry = EmbeddedRegistry.start(settings);
      LOG.info("The schema registry answers again on {}", registry.url());
    } catch (EmbeddedStartException e) {
      LOG.error("The schema registry could not be started again; next try in a second", e);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    supervisor.interrupt();
    registry.close();
  }
}
