package io.scriptmaster.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.testkit.KillableCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Some instances of {@code serve} on a cluster of their own, each of which may be killed. */
final class RunningInstances implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a client answers with patience: try again in a moment. */
  private static final Set<Integer> RETRY = Set.of(429, 500, 503);

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final KillableCluster cluster;
  private final Path data;
  private final int partitions;
  private final String heap;
  private final List<RunningServe> instances = new ArrayList<>();

  private RunningInstances(KillableCluster cluster, Path data, int partitions, String heap) {
    this.cluster = cluster;
    this.data = data;
    this.partitions = partitions;
    this.heap = heap;
  }

  /**
   * Starts them and waits until all are ready.
   *
   * @param data where they, and the cluster, keep theirs
   */
  static RunningInstances start(Path data, int number, int partitions, String heap) {
    RunningInstances running =
        new RunningInstances(KillableCluster.in(data.resolve("cluster")), data, partitions, heap);
    try {
      for (int n = 0; n < number; n++) {
        running.instances.add(running.launch(n, RunningDev.freePort()));
        if (n == 0) {
          // Whoever is first makes topics and schemas.
          running.instances.getFirst().awaitDeployed();
        }
      }
      running.instances.forEach(RunningServe::awaitReady);
      return running;
    } catch (RuntimeException | Error e) {
      running.kill();
      throw e;
    }
  }

  private RunningServe launch(int number, int port) {
    return RunningServe.launch(
        cluster.bootstrapServers(),
        cluster.registryUrl(),
        data.resolve("instance-" + number),
        port,
        partitions,
        heap);
  }

  KillableCluster cluster() {
    return cluster;
  }

  int partitions() {
    return partitions;
  }

  RunningServe instance(int number) {
    return instances.get(number);
  }

  /** Kills an instance and starts it anew, without waiting until it is ready. */
  void killAndRestart(int number) {
    instances.get(number).kill();
    startAgain(number);
  }

  /** Starts one anew that has ended, without waiting until it is ready. */
  void startAgain(int number) {
    instances.set(number, launch(number, instances.get(number).port()));
  }

  void awaitReady() {
    instances.forEach(RunningServe::awaitReady);
  }

  /** Stops an instance's process where it is: it looks dead to the others, and wakes up later. */
  void suspend(int number) {
    signal("STOP", number);
  }

  void resume(int number) {
    signal("CONT", number);
  }

  private void signal(String name, int number) {
    try {
      new ProcessBuilder("kill", "-" + name, Long.toString(instances.get(number).pid()))
          .inheritIO()
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** The answer of any instance that gives one, which has to be a good one. */
  JsonNode send(String method, String path, String body) {
    HttpResponse<String> answer = answer(method, path, body);
    if (answer.statusCode() >= 300) {
      throw new AssertionError(
          "%s %s: %d %s".formatted(method, path, answer.statusCode(), answer.body()));
    }
    try {
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private HttpResponse<String> answer(String method, String path, String body) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      String trouble;
      try {
        RunningServe any = instances.get(ThreadLocalRandom.current().nextInt(instances.size()));
        HttpResponse<String> answer = any.request(method, path, body);
        if (!RETRY.contains(answer.statusCode())) {
          return answer;
        }
        trouble = answer.statusCode() + " " + answer.body();
      } catch (IOException e) {
        trouble = e.toString();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
      if (System.nanoTime() > deadline) {
        throw new AssertionError("no answer to %s %s: %s".formatted(method, path, trouble));
      }
      pause();
    }
  }

  private static void pause() {
    try {
      Thread.sleep(PAUSE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A tenant with room for whatever a test does. */
  void createTenant(String tenant) {
    ObjectNode body = JSON.createObjectNode().put("id", tenant).put("displayName", tenant);
    body.putObject("quotas").put("script", 1_000).put("listener", 1_000);
    body.putObject("limits").put("concurrency", 2_000);
    send("POST", "/v1/tenants", body.toString());
  }

  /**
   * A script and the listener of the same name that starts it.
   *
   * @param more fields of the script, JSON object
   */
  void createScript(String tenant, String script, String eventType, String source, String more) {
    try {
      ObjectNode body = (ObjectNode) JSON.readTree(more);
      body.put("source", source);
      send("PUT", "/v1/tenants/%s/scripts/%s".formatted(tenant, script), body.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    ObjectNode listener = JSON.createObjectNode().put("script", script);
    listener.putArray("eventTypes").add(eventType);
    send("PUT", "/v1/tenants/%s/listeners/%s".formatted(tenant, script), listener.toString());
  }

  /** What the API shows of a tenant's values, by {@code tenant/key}. */
  Map<String, String> values(String tenant) {
    Map<String, String> values = new HashMap<>();
    String cursor = "";
    do {
      JsonNode page =
          send("GET", "/v1/tenants/%s/values?limit=100%s".formatted(tenant, cursor), null);
      page.get("items")
          .forEach(
              item ->
                  values.put(
                      tenant + "/" + item.get("key").textValue(), item.get("value").toString()));
      cursor =
          page.path("nextCursor").isTextual()
              ? "&cursor=" + page.get("nextCursor").textValue()
              : "";
    } while (!cursor.isEmpty());
    return values;
  }

  /** Ends all at once, without waiting for a clean stop. */
  void kill() {
    instances.forEach(RunningServe::kill);
    cluster.close();
  }

  @Override
  public void close() {
    kill();
  }
}
