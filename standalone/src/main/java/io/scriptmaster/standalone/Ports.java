package io.scriptmaster.standalone;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** The ports that a standalone instance takes on 127.0.0.1. */
record Ports(int api, int kafka, int registry) {

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
    requireFree("--port", api);
    requireFree("--kafka-port", kafka);
    requireFree("--registry-port", registry);
  }

  private static void requireValid(String option, int port) {
    if (port < 1 || port > MAX_PORT) {
      throw new StartException(
          "%s is a number from 1 to %d, not %d.".formatted(option, MAX_PORT, port));
    }
  }

  private static void requireFree(String option, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port));
    } catch (IOException e) {
      throw new StartException(
          "Port %d is in use (is Scriptmaster running already?); choose another with %s."
              .formatted(port, option),
          e);
    }
  }
}
