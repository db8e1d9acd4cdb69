package io.scriptmaster.benchmarks.surroundings;

import io.scriptmaster.processors.secrets.MasterKeyring;
import java.io.IOException;
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
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A process of {@code ./scriptmaster}, as an operator starts it. */
public final class Instance implements AutoCloseable {

  private static final String TOKEN = "operator-token-of-a-benchmark";
  private static final String MASTER_KEYS = MasterKeyring.generate("benchmark");

  private final HttpClient http = HttpClient.newHttpClient();
  private final RunningJvm jvm;
  private final int port;

  private Instance(RunningJvm jvm, int port) {
    this.jvm = jvm;
    this.port = port;
  }

  /** Starts the checkout's own command and waits for the ready line. */
  public static Instance start(Path log, int port, String... arguments)
      throws IOException, InterruptedException {
    return start(log, port, Runtimes.INTERPRETED, "", List.of(arguments));
  }

  /**
   * @param javaOptions of the JVM, separated by spaces
   */
  public static Instance start(
      Path log, int port, Runtimes runtime, String javaOptions, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("./scriptmaster"));
    command.addAll(arguments);
    command.add("--port=" + port);
    Map<String, String> environment = new HashMap<>();
    environment.put("SCRIPTMASTER_ADMIN_TOKEN", TOKEN);
    environment.put("SCRIPTMASTER_MASTER_KEYS", MASTER_KEYS);
    environment.put("SCRIPTMASTER_JAVA_OPTIONS", javaOptions);
    environment.put("SCRIPTMASTER_COMPILER", runtime == Runtimes.COMPILED ? "on" : "off");
    return new Instance(
        RunningJvm.start(command, environment, log, "scriptmaster is ready: "), port);
  }

  public Duration startTime() {
    return jvm.startTime();
  }

  public Vitals vitals() {
    return jvm.vitals();
  }

  public int status(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(request(method, path, body), BodyHandlers.discarding()).statusCode();
  }

  public HttpResponse<String> answer(String method, String path, String body)
      throws IOException, InterruptedException {
    return http.send(request(method, path, body), BodyHandlers.ofString());
  }

  private HttpRequest request(String method, String path, String body) {
    return HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d%s".formatted(port, path)))
        .header("Authorization", "Bearer " + TOKEN)
        .header("Content-Type", "application/json")
        .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
        .build();
  }

  /** The resident memory of the process, without its children. */
  public long residentMegabytes() throws IOException {
    return Files.readAllLines(Path.of("/proc/%d/status".formatted(jvm.pid()))).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElseThrow();
  }

  @Override
  public void close() {
    jvm.close();
  }
}
