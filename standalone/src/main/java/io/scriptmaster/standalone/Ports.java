package io.scriptmaster.standalone;

import io.scriptmaster.api.ApiSettings;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** The ports that a standalone instance takes on 127.0.0.1. */
record Ports(int api, int kafka, int registry) {

  private static final Duration FORMER_REGISTRY = Duration.ofSeconds(5);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final int MAX_PORT = 65_535;

  Ports {
    requireValid("--port", api);
    requireValid("--kafka-port", kafka);
    requireValid("--registry-port", registry);
    if (api == kafka || api == registry || kafka == registry) {
      throw new StartException(
          "The ports %d, %d and %d have to differ; choose others with --port, --kafka-port and --registry-port."
              .formatted(api, kafka, registry));
    }
  }

  /**
   * @throws StartException where another process listens on one of them
   */
  void requireFree() {
    requireFree("--port", ApiSettings.LOOPBACK, api);
    requireFree("--kafka-port", ApiSettings.LOOPBACK, kafka);
    awaitFree("--registry-port", registry);
  }

  /**
   * The registry of an instance that was just killed ends a moment later: it is no reason to refuse
   * the next start.
   */
  private static void awaitFree(String option, int port) {
    long deadline = System.nanoTime() + FORMER_REGISTRY.toNanos();
    while (System.nanoTime() < deadline) {
      try {
        requireFree(option, ApiSettings.LOOPBACK, port);
        return;
      } catch (StartException e) {
        LockSupport.parkNanos(POLL.toNanos());
      }
    }
    requireFree(option, ApiSettings.LOOPBACK, port);
  }

  /**
   * @throws StartException where the number is no port, or another process listens on it
   */
  static void requireFree(String option, String address, int port) {
    requireValid(option, port);
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    } catch (IOException e) {
      throw new StartException(
          "Port %d is in use (is Scriptmaster running already?); choose another with %s."
              .formatted(port, option),
          e);
    }
  }

  private static void requireValid(String option, int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new StartException(
          "%s is a number from 1 to %d, not %d.".formatted(option, MAX_PORT, port));
    }
  }
}
