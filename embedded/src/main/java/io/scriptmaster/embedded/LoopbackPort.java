package io.scriptmaster.embedded;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Chooses and checks TCP ports of {@link #ADDRESS}. The port is free when a method returns; it is
 * not held.
 */
final class LoopbackPort {

  /** Not "localhost", which may resolve to ::1 as well and is looked up. */
  static final String ADDRESS = "127.0.0.1";

  /**
   * Two starts at the same time must not get the same free port, and each binds only some time
   * after it asked.
   */
  private static final Set<Integer> HANDED_OUT = ConcurrentHashMap.newKeySet();

  private LoopbackPort() {}

  static void requireValid(String name, int port) {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException(
          "%s is %d; give 1 to 65535, or 0 for a free one".formatted(name, port));
    }
  }

  /** The wanted port, or a free one for 0. */
  static int claim(int wanted) {
    if (wanted == 0) {
      return anyFree();
    }
    if (!isFree(wanted)) {
      throw new EmbeddedStartException(
          "Port %d on %s is in use by another process; stop that process or choose another port."
              .formatted(wanted, ADDRESS));
    }
    return wanted;
  }

  private static int anyFree() {
    while (true) {
      try (ServerSocket socket = bind(0)) {
        if (HANDED_OUT.add(socket.getLocalPort())) {
          return socket.getLocalPort();
        }
      } catch (IOException e) {
        throw new EmbeddedStartException(
            "No free port could be had on " + ADDRESS + ": " + e.getMessage(), e);
      }
    }
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = bind(port)) {
      return true;
    } catch (BindException e) {
      if (String.valueOf(e.getMessage()).contains("Permission denied")) {
        throw new EmbeddedStartException(
            "Port %d may not be used by this user; choose one above 1023.".formatted(port), e);
      }
      return false;
    } catch (IOException e) {
      throw new EmbeddedStartException(
          "Port %d on %s cannot be used: %s".formatted(port, ADDRESS, e.getMessage()), e);
    }
  }

  private static ServerSocket bind(int port) throws IOException {
    return new ServerSocket(port, 1, address());
  }

  private static InetAddress address() {
    try {
      return InetAddress.getByName(ADDRESS);
    } catch (UnknownHostException e) {
      throw new UncheckedIOException(e); // a literal address is never looked up
    }
  }
}
