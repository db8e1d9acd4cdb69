package io.scriptmaster.standalone;

import static org.awaitility.Awaitility.await;

import io.scriptmaster.processors.secrets.MasterKeyring;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** {@code scriptmaster serve} as a process of its own, against the broker of the test. */
final class RunningServe implements AutoCloseable {

  static final String TOKEN = "operator-token-of-a-test";
  static final String SMALL_HEAP = "-Xmx512m";

  private static final String MASTER_KEYS = MasterKeyring.generate("test");
  private static final Duration START = Duration.ofMinutes(5);
  private static final Duration REQUEST = Duration.ofSeconds(30);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path output;
  private final int port;

  private RunningServe(Process process, Path output, int port) {
    this.process = process;
    this.output = output;
    this.port = port;
  }

  /**
   * Starts it without waiting.
   *
   * @param heap the option for the JVM
   */
  static RunningServe launch(
      String bootstrapServers, URI registryUrl, Path data, int port, int partitions, String heap) {
    return launch(
        bootstrapServers, registryUrl, data, port, partitions, heap, TopicCatalogue.DEFAULT_PREFIX);
  }

  /** The same under a topic prefix. */
  static RunningServe launch(
      String bootstrapServers,
      URI registryUrl,
      Path data,
      int port,
      int partitions,
      String heap,
      String topicPrefix) {
    try {
      Path output = Files.createTempFile("scriptmaster-serve", ".txt");
      Process process =
          InstanceJvm.start(
              true,
              List.of(heap),
              List.of(
                  "serve",
                  "--bootstrap-servers=" + bootstrapServers,
                  "--registry-url=" + registryUrl,
                  "--data=" + data,
                  "--port=" + port,
                  "--partitions=" + partitions,
                  "--topic-prefix=" + topicPrefix,
                  "--deploy"),
              Map.of("SCRIPTMASTER_ADMIN_TOKEN", TOKEN, "SCRIPTMASTER_MASTER_KEYS", MASTER_KEYS),
              output);
      return new RunningServe(process, output, port);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void awaitReady() {
    awaitSaid("scriptmaster is ready: ");
  }

  /** From then on others find topics and schemas. */
  void awaitDeployed() {
    awaitSaid(" schemas known");
  }

  private void awaitSaid(String text) {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              String said = Files.readString(output);
              if (!process.isAlive()) {
                throw new AssertionError("it ended: " + said);
              }
              return said.contains(text);
            });
  }

  boolean isAlive() {
    return process.isAlive();
  }

  int port() {
    return port;
  }

  /** Of a process that has ended. */
  int exitCode() {
    return process.exitValue();
  }

  /**
   * @param headers names and values in turn
   */
  HttpResponse<String> request(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .timeout(REQUEST)
            .header("Authorization", "Bearer " + TOKEN)
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    List<String> all = new ArrayList<>(List.of(headers));
    if (!all.isEmpty()) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  void kill() {
    process.destroyForcibly();
    process.onExit().join();
  }

  long pid() {
    return process.pid();
  }

  /** What it printed. */
  String said() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(180, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError("it did not stop");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
