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
  private static final int ANY_FREE = 0;
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
   * @param address of this machine, as {@code --host} takes it
   * @throws StartException where the number is no port, or this process may not or can not listen
   *     on it
   */
  static void requireFree(String option, String address, int port) {
    requireValid(option, port);
    try {
      bind(address, port);
    } catch (IOException e) {
      throw new StartException(refusal(option, address, port, e), e);
    }
  }

  private static void bind(String address, int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(address, port));
    }
  }

  static String refusal(String option, String address, int port, IOException cause) {
    if (!isOfThisMachine(address)) {
      return "%s is not an address of this machine; choose another with --host.".formatted(address);
    }
    // Java has no type of its own for it, only what the system says.
    if (cause.getMessage() != null && cause.getMessage().contains("Permission denied")) {
      return "Port %d needs rights that this process does not have, as ports below 1024 do; choose another with %s."
          .formatted(port, option);
    }
    return "Port %d is in use (is Scriptmaster running already?); choose another with %s."
        .formatted(port, option);
  }

  /** Whether any port can be had there: then it was not the address that was refused. */
  private static boolean isOfThisMachine(String address) {
    try {
      bind(address, ANY_FREE);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static void requireValid(String option, int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new StartException(
          "%s is a number from 1 to %d, not %d.".formatted(option, MAX_PORT, port));
    }
  }
}
