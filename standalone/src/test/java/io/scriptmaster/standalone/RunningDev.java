package io.scriptmaster.standalone;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.testkit.FreePort;
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

/** {@code scriptmaster dev} as a process of its own, as a person starts it. */
final class RunningDev implements AutoCloseable {

  static final String TOKEN = "operator-token-of-a-test";

  private static final Duration START = Duration.ofMinutes(5);
  private static final ObjectMapper JSON = new ObjectMapper();

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final Path output;
  private final int port;
  private final int kafkaPort;
  private final int registryPort;

  private RunningDev(Process process, Path output, int port, int kafkaPort, int registryPort) {
    this.process = process;
    this.output = output;
    this.port = port;
    this.kafkaPort = kafkaPort;
    this.registryPort = registryPort;
  }

  /** Starts it and waits for the ready line. */
  static RunningDev start(Path data) {
    RunningDev dev = launch(true, data, FreePort.find(), FreePort.find(), FreePort.find());
    try {
      dev.awaitReady();
    } catch (RuntimeException | Error e) {
      dev.kill();
      throw e;
    }
    return dev;
  }

  private void awaitReady() {
    await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(100))
        .until(
            () -> {
              if (!process.isAlive()) {
                throw new AssertionError("it ended: " + output());
              }
              return output().contains("scriptmaster is ready: http://127.0.0.1:" + port);
            });
  }

  /** Starts one that is to be refused, without waiting. */
  static RunningDev launch(Path data, int port, int kafkaPort, int registryPort) {
    return launch(false, data, port, kafkaPort, registryPort);
  }

  private static RunningDev launch(
      boolean starts, Path data, int port, int kafkaPort, int registryPort) {
    try {
      Path output = Files.createTempFile("scriptmaster-dev", ".txt");
      Process process =
          InstanceJvm.start(
              starts,
              List.of(
                  "-Dscriptmaster.registry.home="
                      + System.getProperty("scriptmaster.registry.home")),
              List.of(
                  "dev",
                  "--data=" + data,
                  "--port=" + port,
                  "--kafka-port=" + kafkaPort,
                  "--registry-port=" + registryPort),
              Map.of("SCRIPTMASTER_ADMIN_TOKEN", TOKEN),
              output);
      return new RunningDev(process, output, port, kafkaPort, registryPort);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  JsonNode get(String path) {
    return answer("GET", path, null);
  }

  JsonNode send(String method, String path, String body) {
    return answer(method, path, body);
  }

  /** The answer, whatever it is, of a client that tries again where it is told to. */
  HttpResponse<String> request(String method, String path, String body) {
    try {
      return Retried.request(method, headers -> attempt(method, path, body, headers));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private HttpResponse<String> attempt(String method, String path, String body, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private JsonNode answer(String method, String path, String body) {
    HttpResponse<String> response = request(method, path, body);
    if (response.statusCode() >= 300) {
      throw new AssertionError(
          "%s %s: %d %s".formatted(method, path, response.statusCode(), response.body()));
    }
    try {
      return response.body().isEmpty() ? JSON.nullNode() : JSON.readTree(response.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String bootstrapServers() {
    return "127.0.0.1:" + kafkaPort;
  }

  URI registryUrl() {
    return URI.create("http://127.0.0.1:%d/apis/ccompat/v7".formatted(registryPort));
  }

  int port() {
    return port;
  }

  /** Waits for the end, and gives the exit code. */
  int exitCode() {
    try {
      if (!process.waitFor(START.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("it did not end: " + output());
      }
      return process.exitValue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  String output() {
    try {
      return Files.readString(output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The child process of the schema registry. */
  ProcessHandle registry() {
    return process
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("registry"))
        .findFirst()
        .orElseThrow();
  }

  /** As {@code kill -9} of the process and of every process that it started, at once. */
  void kill() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
  }

  /** As {@code kill -9} of the process alone: its child must not outlive it. */
  List<ProcessHandle> killAlone() {
    List<ProcessHandle> children = process.descendants().toList();
    process.toHandle().destroyForcibly();
    process.onExit().join();
    return children;
  }

  /** As Ctrl-C. */
  @Override
  public void close() {
    process.destroy();
    exitCode();
  }
}
