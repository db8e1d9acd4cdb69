package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.entity.Script;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two instances of the services on one broker, the same for all tests: reads and writes at either,
 * and one of them killed.
 *
 * <p>{@code -Dscriptmaster.twoInstances.kills=10} runs the long form.
 */
@TestMethodOrder(OrderAnnotation.class)
class TwoInstancesIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();
  private static final int PARTITIONS = 3;
  private static final int ROUNDS = Integer.getInteger("scriptmaster.twoInstances.rounds", 40);
  private static final int KILLS = Integer.getInteger("scriptmaster.twoInstances.kills", 1);

  /** Until a session, a transaction, and requests that began before have timed out. */
  private static final Duration TAKE_OVER = Duration.ofMinutes(3);

  private static final int WRITES = 2_000;
  private static final int CLIENTS = 16;

  @TempDir private static Path data;

  private static final LocalCluster CLUSTER = LocalCluster.shared();

  private static ServeInstances instances;

  @BeforeAll
  static void start() {
    instances =
        ServeInstances.start(
            CLUSTER.bootstrapServers(),
            CLUSTER.registryUrl(),
            data,
            2,
            PARTITIONS,
            RunningServe.SMALL_HEAP);
  }

  @AfterAll
  static void stop() {
    instances.close();
  }

  @Test
  @Order(1)
  void shouldShowEveryWriteAtOnceAtBothInstances() throws Exception {
    for (int n = 0; n < 30; n++) {
      String tenant = "/v1/tenants/reader-" + n;
      RunningServe writer = instances.get(n % 2);
      RunningServe reader = instances.get((n + 1) % 2);

      assertThat(
              retried(
                      writer,
                      "POST",
                      "/v1/tenants",
                      "{\"id\": \"reader-%d\", \"displayName\": \"R\"}".formatted(n))
                  .statusCode())
          .isEqualTo(201);
      assertThat(retried(reader, "GET", tenant, null).statusCode()).isEqualTo(200);
      String source = "{\"source\": \"return %d\"}".formatted(n);
      assertThat(retried(writer, "PUT", tenant + "/scripts/score", source).statusCode())
          .isEqualTo(201);
      JsonNode script =
          JSON.readTree(retried(reader, "GET", tenant + "/scripts/score", null).body());
      assertThat(script.path("source").asText()).isEqualTo("return " + n);
    }
    JsonNode first =
        JSON.readTree(retried(instances.get(0), "GET", "/v1/tenants?limit=100", null).body());
    JsonNode second =
        JSON.readTree(retried(instances.get(1), "GET", "/v1/tenants?limit=100", null).body());
    assertThat(first).isEqualTo(second);
    assertThat(first.get("items")).hasSizeGreaterThanOrEqualTo(30);
  }

  @Test
  @Order(2)
  void shouldLetExactlyOneOfTwoWritersWinWhicheverInstanceTheyAsk() throws Exception {
    duels("duel", ROUNDS, round -> {});
  }

  @Test
  @Order(4)
  void shouldLetExactlyOneOfTwoWritersWinWhileInstancesAreKilled() throws Exception {
    int rounds = 40;
    duels(
        "deadly-duel",
        rounds,
        round -> {
          if (round % 20 == 10) {
            instances.get(round / 20 % 2).kill();
          }
        });
  }

  /**
   * Two writers with the same If-Match, each at its own instance. A writer without an answer tries
   * again, at either instance, with the same Idempotency-Key.
   *
   * @param beforeAnswers runs while both requests are under way
   */
  private void duels(String tenant, int rounds, IntConsumer beforeAnswers) throws Exception {
    createTenant(tenant);
    String path = "/v1/tenants/%s/scripts/score".formatted(tenant);
    assertThat(
            retried(instances.get(0), "PUT", path, "{\"source\": \"return 'start'\"}").statusCode())
        .isEqualTo(201);
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int round = 0; round < rounds; round++) {
        String etag = "\"" + version(path) + "\"";
        List<Future<Integer>> duel = new ArrayList<>();
        for (int writer = 0; writer < 2; writer++) {
          int first = writer;
          String source = "return '%d of %d'".formatted(round, writer);
          String key = "duel-%d-%d".formatted(round, writer);
          duel.add(clients.submit(() -> saveSomewhere(first, path, source, etag, key)));
        }
        beforeAnswers.accept(round);
        List<Integer> statuses = new ArrayList<>();
        for (Future<Integer> answer : duel) {
          statuses.add(answer.get());
        }
        assertThat(statuses).as("round %d", round).containsExactlyInAnyOrder(200, 412);
        instances.startEndedAgain();
        instances.awaitReady();
      }
    }
    assertThat(version(path)).isEqualTo(rounds + 1L);
  }

  /** The status, once an instance gives a verdict. */
  private int saveSomewhere(int first, String path, String source, String etag, String key)
      throws InterruptedException {
    for (int attempt = 0; attempt < 200; attempt++) {
      try {
        RunningServe instance = instances.get((first + attempt) % 2);
        int status =
            save(instance, path, source, "If-Match", etag, "Idempotency-Key", key).statusCode();
        if (status != 503) {
          return status;
        }
      } catch (IOException e) {
        // Killed: the other one knows.
      }
      Thread.sleep(200);
    }
    throw new AssertionError("no verdict for " + key);
  }

  @Test
  @Order(3)
  void shouldLoseNoAcknowledgedWriteWhenAnInstanceIsKilled() throws Exception {
    for (int tenant = 0; tenant < CLIENTS; tenant++) {
      createTenant("writer-" + tenant);
    }
    Map<String, String> acknowledged = new ConcurrentHashMap<>();
    Map<String, String> sent = new ConcurrentHashMap<>();
    for (int kill = 0; kill < KILLS; kill++) {
      writeAndKill(kill, acknowledged, sent);
    }

    // Then: every acknowledged one is there, every other whole or absent; view, topic and audit
    // agree.
    Map<String, Script> topic = scriptsInTopic();
    Map<String, Long> audited = lastAuditedVersions();
    for (Map.Entry<String, String> write : sent.entrySet()) {
      String[] key = write.getKey().split("/");
      HttpResponse<String> answer =
          retried(
              instances.get(0), "GET", "/v1/tenants/%s/scripts/%s".formatted(key[0], key[1]), null);
      if (acknowledged.containsKey(write.getKey())) {
        assertThat(answer.statusCode()).as(write.getKey()).isEqualTo(200);
      }
      Script recorded = topic.get(write.getKey());
      if (answer.statusCode() == 200) {
        JsonNode shown = JSON.readTree(answer.body());
        assertThat(shown.get("source").textValue()).isEqualTo(write.getValue());
        assertThat(recorded.getSource()).isEqualTo(write.getValue());
        assertThat(audited.get(write.getKey())).isEqualTo(shown.get("version").longValue());
      } else {
        assertThat(recorded).isNull();
        assertThat(audited.get(write.getKey())).isNull();
      }
    }
    assertThat(acknowledged).hasSizeGreaterThan(WRITES * KILLS / 2);
  }

  private void writeAndKill(int kill, Map<String, String> acknowledged, Map<String, String> sent)
      throws Exception {
    AtomicInteger done = new AtomicInteger();
    try (ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int client = 0; client < CLIENTS; client++) {
        String tenant = "writer-" + client;
        int number = client;
        clients.submit(
            () -> {
              for (int n = 0; n < WRITES / CLIENTS; n++) {
                String script = "s-%d-%d".formatted(kill, n);
                String source = "return '%s-%s'".formatted(tenant, script);
                sent.put(tenant + "/" + script, source);
                RunningServe instance = instances.get((number + n) % 2);
                try {
                  int status =
                      save(instance, "/v1/tenants/%s/scripts/%s".formatted(tenant, script), source)
                          .statusCode();
                  if (status == 201) {
                    acknowledged.put(tenant + "/" + script, source);
                  }
                } catch (IOException e) {
                  // The instance is being killed: this write is not acknowledged.
                }
                done.incrementAndGet();
              }
              return null;
            });
      }
      while (done.get() < WRITES / 2) {
        Thread.sleep(1);
      }
      instances.get(kill % 2).kill();
      awaitEveryTenantServed(instances.get((kill + 1) % 2), "after-kill-" + kill);
      instances.startAgain(kill % 2);
      instances.awaitReady();
    }
  }

  /** By an instance whose twin was killed and does not come back. */
  private static void awaitEveryTenantServed(RunningServe instance, String script) {
    await()
        .atMost(TAKE_OVER)
        .pollInterval(Duration.ofMillis(500))
        .ignoreExceptionsInstanceOf(IOException.class)
        .untilAsserted(
            () -> {
              for (int tenant = 0; tenant < CLIENTS; tenant++) {
                String path = "/v1/tenants/writer-%d/scripts/%s".formatted(tenant, script);
                assertThat(save(instance, path, "return 1").statusCode()).isIn(200, 201);
              }
            });
  }

  private Map<String, Script> scriptsInTopic() {
    Map<String, Script> scripts = new HashMap<>();
    AvroSerdes serdes = CLUSTER.serdes();
    try (TopicReader<Script> reader =
        TopicReader.of(CLUSTER.bootstrapServers(), serdes, TOPICS.scripts())) {
      for (ConsumerRecord<String, Script> record : reader.readToEnd()) {
        scripts.put(record.key(), record.value());
      }
    }
    return scripts;
  }

  private Map<String, Long> lastAuditedVersions() {
    Map<String, Long> versions = new HashMap<>();
    AvroSerdes serdes = CLUSTER.serdes();
    try (TopicReader<EntityChange> reader =
        TopicReader.of(CLUSTER.bootstrapServers(), serdes, TOPICS.entityChanges())) {
      for (ConsumerRecord<String, EntityChange> record : reader.readToEnd()) {
        EntityChange change = record.value();
        if (change.getKind().equals("script")) {
          versions.put(change.getTenant() + "/" + change.getEntity(), change.getVersion());
        }
      }
    }
    return versions;
  }

  private void createTenant(String id) throws Exception {
    assertThat(
            retried(
                    instances.get(0),
                    "POST",
                    "/v1/tenants",
                    "{\"id\": \"%s\", \"displayName\": \"T\"}".formatted(id))
                .statusCode())
        .isEqualTo(201);
    String quotas = "{\"displayName\": \"T\", \"quotas\": {\"script\": 10000}}";
    assertThat(retried(instances.get(0), "PUT", "/v1/tenants/" + id, quotas).statusCode())
        .isEqualTo(200);
  }

  private long version(String path) throws Exception {
    return JSON.readTree(retried(instances.get(0), "GET", path, null).body())
        .get("version")
        .asLong();
  }

  /** As a client does that respects Retry-After. */
  private static HttpResponse<String> retried(
      RunningServe instance, String method, String path, String body) throws Exception {
    return Retried.request(method, headers -> instance.request(method, path, body, headers));
  }

  private static HttpResponse<String> save(
      RunningServe instance, String path, String source, String... headers)
      throws IOException, InterruptedException {
    return instance.request(
        "PUT", path, JSON.createObjectNode().put("source", source).toString(), headers);
  }
}
