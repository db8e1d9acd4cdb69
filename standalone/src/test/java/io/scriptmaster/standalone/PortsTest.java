package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

/** Why a port can not be had, and what to do, is said in one sentence. */
class PortsTest {

  /** Of a network that is for documentation alone (RFC 5737). */
  private static final String ELSEWHERE = "192.0.2.1";

  private static final String LOOPBACK = "127.0.0.1";

  @Test
  void shouldSayThatAPortIsInUse() throws Exception {
    // Given
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      int port = other.getLocalPort();

      // When, then
      assertThatThrownBy(() -> Ports.requireFree("--port", LOOPBACK, port))
          .isInstanceOf(StartException.class)
          .hasMessageContaining("Port %d is in use", port)
          .hasMessageContaining("choose another with --port.");
    }
  }

  @Test
  void shouldSayThatAnAddressIsNotOfThisMachine() {
    assertThatThrownBy(() -> Ports.requireFree("--port", ELSEWHERE, 8080))
        .isInstanceOf(StartException.class)
        .hasMessage("192.0.2.1 is not an address of this machine; choose another with --host.");
  }

  /** Whoever runs the test may be allowed to take any port. */
  @Test
  void shouldSayThatAPortNeedsRights() {
    BindException refused = new BindException("Permission denied");

    assertThat(Ports.refusal("--kafka-port", LOOPBACK, 80, refused))
        .isEqualTo(
            "Port 80 needs rights that this process does not have, as ports below 1024 do; choose another with --kafka-port.");
  }

  @Test
  void shouldFindAFreePortFree() throws Exception {
    int port;
    try (ServerSocket once = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      port = once.getLocalPort();
    }

    Ports.requireFree("--port", LOOPBACK, port);
  }
}
