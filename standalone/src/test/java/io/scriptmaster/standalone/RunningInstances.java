package io.scriptmaster.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.KillableCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Some instances of {@code serve} on a cluster of their own, each of which may be killed. */
final class RunningInstances implements AutoCloseable {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** What a client answers with patience: try again in a moment. */
  private static final Set<Integer> RETRY = Set.of(429, 500, 503);

  private static final String[] NONE = {};

  private static final Duration PATIENCE = Duration.ofSeconds(90);
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final KillableCluster cluster;
  private final ServeInstances instances;
  private final int partitions;

  private RunningInstances(KillableCluster cluster, ServeInstances instances, int partitions) {
    this.cluster = cluster;
    this.instances = instances;
    this.partitions = partitions;
  }

  /**
   * Starts them and waits until all are ready.
   *
   * @param data where they, and the cluster, keep theirs
   */
  static RunningInstances start(Path data, int number, int partitions, String heap) {
    KillableCluster cluster = KillableCluster.in(data.resolve("cluster"));
    try {
      ServeInstances instances =
          ServeInstances.start(
              cluster.bootstrapServers(), cluster.registryUrl(), data, number, partitions, heap);
      cluster.serdes().warmUp(TopicCatalogue.withDefaultPrefix());
      return new RunningInstances(cluster, instances, partitions);
    } catch (RuntimeException | Error e) {
      cluster.close();
      throw e;
    }
  }

  KillableCluster cluster() {
    return cluster;
  }

  int partitions() {
    return partitions;
  }

  ServeInstances instances() {
    return instances;
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
    // The same request, however often it is sent.
    String[] headers =
        method.equals("GET")
            ? NONE
            : new String[] {"Idempotency-Key", UUID.randomUUID().toString()};
    while (true) {
      String trouble;
      try {
        RunningServe any = instances.get(ThreadLocalRandom.current().nextInt(instances.count()));
        HttpResponse<String> answer = any.request(method, path, body, headers);
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
    createTenant(tenant, Map.of("concurrency", 2_000));
  }

  void createTenant(String tenant, Map<String, Integer> limits) {
    ObjectNode body = JSON.createObjectNode().put("id", tenant).put("displayName", tenant);
    body.putObject("quotas").put("script", 1_000).put("listener", 1_000);
    body.set("limits", JSON.valueToTree(limits));
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
  @Override
  public void close() {
    instances.kill();
    cluster.close();
  }
}
