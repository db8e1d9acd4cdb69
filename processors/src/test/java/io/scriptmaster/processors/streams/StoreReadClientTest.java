package io.scriptmaster.processors.streams;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StoreReadClientTest {

  private static final StoreQuestion QUESTION = new StoreQuestion.Keys(List.of("acme/score"));

  private final StoreReadClient client =
      new StoreReadClient(ClusterKey.of("the secret of this test"), Duration.ofMillis(300));

  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    server.close();
  }

  @Test
  void shouldGiveUpAnInstanceThatStopsWithinItsAnswer() throws Exception {
    // Given
    CompletableFuture<Integer> afterwards =
        answeringWith("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nhalf of it");

    // When / Then
    assertThatThrownBy(this::ask)
        .isInstanceOf(NotAnsweredException.class)
        .hasMessageContaining("no whole answer within 300 ms");
    // The connection is not left open.
    assertThat(afterwards.get(60, TimeUnit.SECONDS)).isEqualTo(-1);
  }

  @Test
  void shouldGiveUpAnInstanceThatSaysNothing() {
    // Given
    answeringWith("");

    // When / Then
    assertThatThrownBy(this::ask)
        .isInstanceOf(NotAnsweredException.class)
        .hasMessageContaining("no whole answer within 300 ms");
  }

  @Test
  void shouldNotTakeAnAnswerThatIsCutShort() {
    // Given
    CompletableFuture.runAsync(
        () -> {
          try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[8192]);
            socket
                .getOutputStream()
                .write("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhalf".getBytes(US_ASCII));
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });

    // When / Then
    assertThatThrownBy(this::ask).isInstanceOf(NotAnsweredException.class);
  }

  /** Answers one question, and gives what comes after it: -1 where the client closes. */
  private CompletableFuture<Integer> answeringWith(String answer) {
    return CompletableFuture.supplyAsync(
        () -> {
          try (Socket socket = server.accept()) {
            socket.getInputStream().read(new byte[8192]);
            socket.getOutputStream().write(answer.getBytes(US_ASCII));
            socket.getOutputStream().flush();
            int next = socket.getInputStream().read();
            while (next >= 0) {
              next = socket.getInputStream().read();
            }
            return next;
          } catch (SocketException e) {
            return -1; // reset: closed as well
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private Slice<byte[]> ask() throws NotAnsweredException {
    return client.ask(
        HostAndPort.parse("127.0.0.1:" + server.getLocalPort()), "entities", "store", 0, QUESTION);
  }
}
