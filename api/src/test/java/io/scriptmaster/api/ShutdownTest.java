package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class ShutdownTest extends ApiCase {

  @Test
  void shouldFinishARunningRequestBeforeItStops() throws Exception {
    // Given
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch mayFinish = new CountDownLatch(1);
    api.entities.verdict =
        command -> {
          running.countDown();
          await(mayFinish);
          return FakeEntities.refused("script_in_use", "in use", null);
        };
    CompletableFuture<Reply> reply =
        CompletableFuture.supplyAsync(() -> api.delete(ACME + "/scripts/score"));
    assertThat(running.await(60, TimeUnit.SECONDS)).isTrue();

    // A server that is closed has no port.
    InetSocketAddress address = new InetSocketAddress("127.0.0.1", api.server().port());

    // When
    CompletableFuture<Void> stopped = CompletableFuture.runAsync(api.server()::close);
    awaitRefusals(address);
    assertThat(stopped.isDone()).isFalse();
    mayFinish.countDown();

    // Then
    reply.get(60, TimeUnit.SECONDS).isProblem(409, "script_in_use");
    stopped.get(60, TimeUnit.SECONDS);
  }

  /** From then on the server is stopping, and not only about to. */
  private static void awaitRefusals(InetSocketAddress address) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(10))
        .until(() -> refusesConnections(address));
  }

  private static boolean refusesConnections(InetSocketAddress address) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(address, 1_000);
      return false;
    } catch (ConnectException e) {
      return true;
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
