package io.scriptmaster.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.api.http.BodyLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that begin a body and do not end it take no more than their part of the room. */
@Timeout(60)
class SlowBodiesTest {

  private static final String EVENTS = "/v1/tenants/%s/events";
  private static final String EVENT = "{\"id\":\"e\",\"type\":\"a\",\"payload\":1}";
  private static final Duration LONG = Duration.ofSeconds(50);

  private final List<Socket> sockets = new ArrayList<>();
  private ApiFixture api;
  private StoredToken acme;
  private StoredToken globex;

  @AfterEach
  void stop() throws IOException {
    for (Socket socket : sockets) {
      socket.close();
    }
    api.close();
  }

  @Test
  void shouldRefuseATenantWhoseBodiesTakeItsPartAndTakeThoseOfOthers() {
    // Given
    start(new BodyLimits(10_000, 2_000, LONG));
    stall(acme, "Content-Length: 1000");
    stall(acme, "Content-Length: 1000");

    // When / Then
    await()
        .untilAsserted(
            () ->
                post(acme)
                    .isProblem(429, "too_many_bodies")
                    .telling("2000 bytes together; try again"));
    assertThat(post(acme).header("Retry-After")).isEqualTo("1");
    assertThat(post(globex).status()).isEqualTo(202);
    assertThat(api.post(EVENTS.formatted("acme"), EVENT).status()).isEqualTo(202);
  }

  @Test
  void shouldRefuseEverybodyWhereTheBodiesOfAllTakeAllRoom() {
    // Given
    start(new BodyLimits(2_000, 1_000, LONG));
    stall(acme, "Content-Length: 1000");
    stall(globex, "Content-Length: 1000");

    // When / Then
    await()
        .untilAsserted(
            () ->
                api.post(EVENTS.formatted("acme"), EVENT)
                    .isProblem(503, "too_many_bodies")
                    .telling("2000 bytes together already"));
  }

  @Test
  void shouldTakeRoomForABodyThatTellsNoLengthAsItGrows() {
    // Given
    start(new BodyLimits(300_000, 100_000, LONG));
    stall(acme, "Transfer-Encoding: chunked");

    // When / Then
    await()
        .untilAsserted(
            () ->
                api.send(
                        "POST",
                        EVENTS.formatted("acme"),
                        BodyPublishers.ofString(
                            "{\"id\":\"e\",\"type\":\"a\",\"payload\":\"%s\"}"
                                .formatted("x".repeat(90_000))),
                        "Authorization",
                        acme.bearer())
                    .isProblem(429, "too_many_bodies"));
    assertThat(post(acme).status()).isEqualTo(202);
  }

  @Test
  void shouldEndABodyThatStallsAndGiveItsRoomBack() {
    // Given
    start(new BodyLimits(10_000, 1_000, Duration.ofMillis(400)));

    // When
    Socket stalled = stall(acme, "Content-Length: 1000");
    String answer = answerOf(stalled);

    // Then
    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("body_too_slow", "PT0.4S");
    assertThat(post(acme).status()).isEqualTo(202);
  }

  @Test
  void shouldEndABodyThatTricklesIn() {
    // Given
    start(new BodyLimits(10_000, 1_000, Duration.ofMillis(400)));

    // When
    Socket trickling = stall(acme, "Content-Length: 1000");
    Thread.startVirtualThread(() -> trickle(trickling));
    String answer = answerOf(trickling);

    // Then
    assertThat(answer).startsWith("HTTP/1.1 408 ").contains("body_too_slow");
    assertThat(post(acme).status()).isEqualTo(202);
  }

  private void start(BodyLimits limits) {
    api = new ApiFixture(limits);
    api.entities.addTenant("globex");
    acme = StoredToken.of("acme", "ingest").in(api.entities, "ingest", null);
    globex = StoredToken.of("globex", "ingest").in(api.entities, "ingest", null);
  }

  private Reply post(StoredToken token) {
    return api.post(EVENTS.formatted(token.tenant()), EVENT, "Authorization", token.bearer());
  }

  /** Sends the head of a request and a byte of its body. */
  private Socket stall(StoredToken token, String length) {
    try {
      Socket socket = new Socket(InetAddress.getLoopbackAddress(), api.server().port());
      sockets.add(socket);
      socket.setSoTimeout(20_000);
      String body = length.startsWith("Content-Length") ? "{" : "1\r\n{\r\n";
      socket
          .getOutputStream()
          .write(
              "POST %s HTTP/1.1\r\nHost: localhost\r\nAuthorization: %s\r\nContent-Type: application/json\r\n%s\r\n\r\n%s"
                  .formatted(EVENTS.formatted(token.tenant()), token.bearer(), length, body)
                  .getBytes(US_ASCII));
      socket.getOutputStream().flush();
      return socket;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void trickle(Socket socket) {
    try {
      for (int i = 0; i < 900; i++) {
        socket.getOutputStream().write(' ');
        Thread.sleep(50);
      }
    } catch (IOException e) {
      // The server has closed: that is what the test waits for.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until the server closes. */
  private static String answerOf(Socket socket) {
    StringBuilder answer = new StringBuilder();
    try {
      int next = socket.getInputStream().read();
      while (next >= 0) {
        answer.append((char) next);
        next = socket.getInputStream().read();
      }
    } catch (SocketException e) {
      // Reset: closed while bytes were under way.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return answer.toString();
  }
}
