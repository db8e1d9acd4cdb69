package io.scriptmaster.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LoopbackPortTest {

  @Test
  void shouldHandOutEachFreePortOnce() {
    // When
    int[] ports = IntStream.range(0, 50).parallel().map(_ -> LoopbackPort.claim(0)).toArray();

    // Then
    assertThat(ports).doesNotHaveDuplicates();
  }

  @Test
  void shouldSayWhichPortIsInUse() throws IOException {
    // Given
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName(LoopbackPort.ADDRESS))) {
      int port = taken.getLocalPort();

      // When / Then
      assertThatThrownBy(() -> LoopbackPort.claim(port))
          .isInstanceOf(EmbeddedStartException.class)
          .hasMessage(
              "Port %d on 127.0.0.1 is in use by another process; stop that process or choose another port.",
              port);
    }
  }
}
