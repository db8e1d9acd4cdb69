package io.scriptmaster.benchmarks;

import io.scriptmaster.processors.secrets.MasterKeyring;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process of {@code ./scriptmaster}, as an operator starts it. */
final class Instance implements AutoCloseable {

  static final String TOKEN = "operator-token-of-a-benchmark";

  private static final String MASTER_KEYS = MasterKeyring.generate("benchmark");
  private static final Duration START = Duration.ofMinutes(10);

  private final HttpClient http = HttpClient.newHttpClient();
  private final Process process;
  private final int port;
  private final Duration startTime;

  private Instance(Process process, int port, Duration startTime) {
    this.process = process;
    this.port = port;
    this.startTime = startTime;
  }

  /** Starts the checkout's own command and waits for the ready line. */
  static Instance start(Path log, int port, String... arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./scriptmaster"));
    command.addAll(List.of(arguments));
    command.add("--port=" + port);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().put("SCRIPTMASTER_ADMIN_TOKEN", TOKEN);
    builder.environment().put("SCRIPTMASTER_MASTER_KEYS", MASTER_KEYS);
    long started = System.nanoTime();
    Process process = builder.start();
    while (!Files.readString(log).contains("scriptmaster is ready: ")) {
      if (!process.isAlive() || System.nanoTime() - started > START.toNanos()) {
        process.destroyForcibly();
        throw new IllegalStateException("did not get ready: " + Files.readString(log));
      }
      Thread.sleep(50);
    }
    return new Instance(process, port, Duration.ofNanos(System.nanoTime() - started));
  }

  Duration startTime() {
    return startTime;
  }

  int status(String method, String path, String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
            .header("Authorization", "Bearer " + TOKEN)
            .header("Content-Type", "application/json")
            .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
            .build();
    return http.send(request, BodyHandlers.discarding()).statusCode();
  }

  /** The resident memory of the process, without its children. */
  long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(process.pid()))).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(2, TimeUnit.MINUTES)) {
      process.destroyForcibly();
    }
  }
}
