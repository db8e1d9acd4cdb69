package io.scriptmaster.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Ports of the loopback address that nobody has. */
public final class FreePort {

  private FreePort() {}

  /** Below those that connections get by chance: nobody takes it until it is used. */
  public static int find() {
    while (true) {
      int port = ThreadLocalRandom.current().nextInt(15_000, 32_000);
      try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        return socket.getLocalPort();
      } catch (BindException e) {
        // Somebody else has it.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
