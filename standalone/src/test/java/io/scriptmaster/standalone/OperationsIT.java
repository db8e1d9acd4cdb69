package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.TopicReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What holds executions up, ends them or is told of them, on one {@code dev} for all tests. */
class OperationsIT {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration SOON = Duration.ofMinutes(3);
  private static final String WAITS = "await new Promise(done => setTimeout(done, %d)); return 1;";

  private static final String LIBRARY = "export const last = (text) => text.at(-1);";

  @TempDir private static Path data;

  private static RunningDev dev;

  @BeforeAll
  static void start() {
    dev = RunningDev.start(data);
  }

  @AfterAll
  static void stop() {
    dev.close();
  }

  @Test
  void shouldForgetAValueWhenItsTimeIsOver() {
    // Given
    Tenant tenant = new Tenant("expiring");
    tenant.script(
        "set",
        """
        await sm.values.set('brief', 1, { ttl: event.id === 'e-1' ? 3600 : 1 });
        await sm.values.set('lasting', 2);
        """);

    // When
    tenant.send("set", "e-1", null);
    tenant.awaitExecutions("e-1 succeeded");
    assertThat(tenant.answer("GET", "/values/brief", null)).isEqualTo(200);
    tenant.send("set", "e-2", null);
    tenant.awaitExecutions("e-1 succeeded", "e-2 succeeded");
    await().atMost(SOON).until(() -> tenant.answer("GET", "/values/brief", null) == 404);

    // Then
    assertThat(tenant.get("/values/lasting").get("value").intValue()).isEqualTo(2);
    AvroSerdes serdes = new AvroSerdes(RegistryConnection.open(dev.registryUrl()));
    serdes.warmUp(TopicCatalogue.withDefaultPrefix());
    try (TopicReader<ScriptValue> values =
        TopicReader.of(
            dev.bootstrapServers(), serdes, TopicCatalogue.withDefaultPrefix().scriptValues())) {
      // The read says so at once, the topic with the next look at what has expired.
      await().atMost(SOON).until(() -> ofKey(values, "expiring/brief").size() == 3);
      assertThat(ofKey(values, "expiring/brief").getLast().value()).isNull();
      assertThat(ofKey(values, "expiring/lasting")).hasSize(2);
    }
  }

  private static List<ConsumerRecord<String, ScriptValue>> ofKey(
      TopicReader<ScriptValue> values, String key) {
    return values.readToEnd().stream().filter(record -> record.key().equals(key)).toList();
  }

  @Test
  void shouldParkAKeyBehindItsFailedEventUntilThatIsReplayed() {
    // Given
    Tenant tenant = new Tenant("parking");
    tenant.script("work", "if (event.id === 'e-1') throw new Error('not yet'); return event.id;");
    tenant.listener("work", "park");

    // When
    tenant.send("work", "e-1", "a");
    tenant.send("work", "e-2", "a");
    tenant.send("work", "e-3", "a");
    tenant.send("work", "e-4", "b");

    // Then
    tenant.awaitExecutions("e-1 failed", "e-4 succeeded");
    await().atMost(SOON).until(() -> tenant.backlog("/byReason/parked") == 2);
    JsonNode letter = tenant.deadLetter();
    assertThat(letter.get("reason").textValue()).isEqualTo("failed");

    // When
    tenant.script("work", "return event.id;");
    tenant.call("POST", "/executions/%s/replay".formatted(letter.get("execution").textValue()), "");

    // Then: in the order in which they came
    tenant.awaitExecutions(
        "e-1 failed", "e-4 succeeded", "replay succeeded", "e-2 succeeded", "e-3 succeeded");
    List<String> results =
        tenant.executions().reversed().stream().map(it -> it.get("result").asText()).toList();
    assertThat(results).containsSubsequence("e-1", "e-2", "e-3");
    await().atMost(SOON).until(() -> tenant.backlog("/count") == 0);
  }

  @Test
  void shouldLetAKeyGoOnWithoutTheEventThatFailed() {
    // Given
    Tenant tenant = new Tenant("releasing");
    tenant.script("work", "if (event.id !== 'e-2') throw new Error('no'); return event.id;");
    tenant.listener("work", "park");
    for (int n = 1; n <= 4; n++) {
      tenant.send("work", "e-" + n, "a/1");
    }
    tenant.awaitExecutions("e-1 failed");
    await().atMost(SOON).until(() -> tenant.backlog("/byReason/parked") == 3);

    // When
    JsonNode parked = tenant.get("/parked-keys").get("items");

    // Then
    assertThat(parked).hasSize(1);
    assertThat(parked.get(0).get("key").textValue()).isEqualTo("a/1");
    assertThat(parked.get(0).get("waiting").intValue()).isEqualTo(3);
    assertThat(parked.at("/0/failed/event").textValue()).isEqualTo("e-1");
    assertThat(parked.at("/0/failed/execution").textValue())
        .isEqualTo(tenant.execution("e-1").get("id").textValue());

    // When
    tenant.release("work", "a/1", parked.at("/0/failed/execution").textValue());

    // Then it waits for the next one that fails, at the latest when this has ended
    tenant.awaitExecutions("e-1 failed", "e-2 succeeded", "e-3 failed");
    JsonNode behind =
        await()
            .atMost(SOON)
            .until(
                () -> tenant.get("/parked-keys?listener=work&key=a%2F1").at("/items/0"),
                key -> key.path("waiting").intValue() == 1);
    assertThat(behind.at("/failed/event").textValue()).isEqualTo("e-3");
    assertThat(tenant.get("/dead-letters").get("items")).hasSize(2);
    JsonNode told =
        await()
            .atMost(SOON)
            .until(() -> tenant.get("/audit?kind=parked-key").get("items"), all -> all.size() == 1)
            .get(0);
    assertThat(told.get("action").textValue()).isEqualTo("released");
    assertThat(told.get("entity").textValue()).isEqualTo("work");

    // When
    tenant.script("work", "return event.id;");
    tenant.release("work", "a/1", behind.at("/failed/execution").textValue());

    // Then
    tenant.awaitExecutions("e-1 failed", "e-2 succeeded", "e-3 failed", "e-4 succeeded");
    await().atMost(SOON).until(() -> tenant.get("/parked-keys").get("items").isEmpty());
    await().atMost(SOON).until(() -> tenant.backlog("/count") == 0);
  }

  @Test
  void shouldAskAMendedFilterAgainWhenWhatItFailedForIsRedriven() {
    // Given a script that imports, and a filter that fails
    Tenant tenant = new Tenant("filtering");
    tenant.save("ids", LIBRARY, true);
    tenant.script("work", "import { last } from 'lib/ids';\nexport default ({ id }) => last(id);");
    tenant.filter("work", "event.payload.issue.id > 0");
    for (int n = 1; n <= 3; n++) {
      tenant.send("work", "e-" + n, "k-" + n);
    }
    tenant.awaitExecutions("e-1 failed", "e-2 failed", "e-3 failed");
    assertThat(tenant.executions())
        .allMatch(it -> it.at("/error/code").textValue().equals("filter_failed"));
    tenant.send("work", "e-4", "k-1");
    tenant.send("work", "e-5", "k-2");
    await().atMost(SOON).until(() -> tenant.backlog("/byReason/parked") == 2);

    // When it is mended and one is redriven
    tenant.filter("work", "event.id !== 'e-2'");
    String first = tenant.execution("e-1").get("id").textValue();
    tenant.call("POST", "/dead-letters/execution-%s/redrive".formatted(first), "");

    // Then
    tenant.awaitExecutions(
        "e-1 failed", "e-2 failed", "e-3 failed", "replay succeeded", "e-4 succeeded");

    // When all are
    JsonNode redriven = tenant.call("POST", "/dead-letters/redrive", "{}");

    // Then
    tenant.awaitExecutions(
        "e-1 failed",
        "e-2 failed",
        "e-3 failed",
        "replay succeeded",
        "e-4 succeeded",
        "replay rejected",
        "e-5 succeeded",
        "replay succeeded");
    assertThat(redriven.get("redriven").intValue()).isEqualTo(2);
    assertThat(tenant.executions())
        .filteredOn(it -> it.get("outcome").textValue().equals("succeeded"))
        .extracting(it -> it.get("result").asText())
        .containsExactlyInAnyOrder("1", "4", "5", "3");
    await().atMost(SOON).until(() -> tenant.backlog("/count") == 0);
  }

  @Test
  void shouldRejectWhatIsBeyondTheBacklogAndKeepIt() {
    // Given
    Tenant tenant = new Tenant("full");
    tenant.call(
        "PUT",
        "",
        "{\"displayName\": \"Full\", \"limits\": {\"backlog\": 2, \"wallMillis\": 120000}}");
    tenant.script("wait", WAITS.formatted(15_000));

    // When
    tenant.send("wait", "e-1", null);
    tenant.send("wait", "e-2", null);
    await().atMost(SOON).until(() -> tenant.backlog("/count") == 2);
    tenant.send("wait", "e-3", null);

    // Then
    tenant.awaitExecutions("e-3 rejected");
    JsonNode rejected = tenant.executions().getFirst();
    assertThat(rejected.at("/error/code").textValue()).isEqualTo("backlog_full");
    JsonNode backlog =
        await()
            .atMost(SOON)
            .until(() -> tenant.get("/backlog"), it -> it.get("rejected").intValue() == 1);
    assertThat(backlog.get("count").intValue()).isEqualTo(2);
    assertThat(backlog.at("/byReason/waiting").intValue()).isEqualTo(2);
    assertThat(backlog.get("oldest").textValue()).isNotNull();
    JsonNode letter = tenant.deadLetter();
    assertThat(letter.get("reason").textValue()).isEqualTo("backlog_full");
    assertThat(letter.get("execution")).isEqualTo(rejected.get("id"));
    tenant.awaitExecutions("e-3 rejected", "e-1 succeeded", "e-2 succeeded");
    await().atMost(SOON).until(() -> tenant.backlog("/count") == 0);
  }

  @Test
  void shouldEndARunningExecutionThatIsCancelled() {
    // Given
    Tenant tenant = new Tenant("cancelling");
    tenant.script("wait", WAITS.formatted(20_000));
    tenant.call(
        "PUT",
        "/schedules/often",
        """
        {"cron": "every 2s", "timeZone": "UTC", "script": "wait", "overlap": "cancel_other"}
        """);

    // When: the next slot ends the execution of the one before
    await().atMost(SOON).until(() -> !tenant.executions().isEmpty());
    tenant.call("POST", "/schedules/often/pause", "");

    // Then
    JsonNode cancelled = tenant.executions().getLast();
    assertThat(cancelled.get("outcome").textValue()).isEqualTo("aborted");
    assertThat(cancelled.at("/error/code").textValue()).isEqualTo("cancelled");
    assertThat(cancelled.get("trigger").textValue()).isEqualTo("schedule");
    Map<String, Double> values = values(dev.request("GET", "/metrics", null).body());
    assertThat(values.get("scriptmaster_schedule_lateness_seconds_count"))
        .isGreaterThanOrEqualTo(2)
        .isEqualTo(values.get("scriptmaster_schedule_lateness_seconds_bucket{le=\"+Inf\"}"));
    assertThat(values.get("scriptmaster_schedule_lateness_seconds_sum")).isPositive();
  }

  @Test
  void shouldExposeWhatTheOperatorsPageListsAndNothingElse() throws Exception {
    // Given what ran, what is known already, what runs and what is beyond the backlog
    Tenant tenant = new Tenant("measured");
    tenant.call("PUT", "", "{\"displayName\": \"M\", \"limits\": {\"backlog\": 1}}");
    tenant.script("work", "return 1;");
    tenant.script("wait", WAITS.formatted(20_000));
    tenant.send("work", "e-1", null);
    tenant.send("work", "e-1", null);
    tenant.awaitExecutions("e-1 succeeded");
    tenant.send("wait", "e-2", null);
    await().atMost(SOON).until(() -> tenant.backlog("/count") == 1);
    tenant.send("wait", "e-3", null);
    tenant.awaitExecutions("e-1 succeeded", "e-3 rejected");
    assertThat(tenant.answer("POST", "/events", "{")).isEqualTo(400);

    // When
    String text = dev.request("GET", "/metrics", null).body();

    // Then
    Set<String> exposed = named("(?m)^# TYPE (scriptmaster_\\w+) ", text);
    Set<String> listed =
        named("`(scriptmaster_\\w+)", Files.readString(Path.of("../docs/operations.md")));
    assertThat(exposed).isEqualTo(listed);
    assertThat(named("(?m)^# TYPE ([a-z]+)_", text))
        .containsExactlyInAnyOrder("scriptmaster", "jvm", "process", "system");
    assertThat(text).doesNotContain("measured").doesNotContain("NaN");
    Map<String, Double> values = values(text);
    assertThat(values.get("scriptmaster_executions_total{outcome=\"succeeded\",trigger=\"event\"}"))
        .isPositive();
    assertThat(values.get("scriptmaster_duplicate_triggers_total")).isPositive();
    assertThat(values.get("scriptmaster_worker_threads")).isGreaterThanOrEqualTo(2);
    assertThat(values.get("scriptmaster_streams_partitions{application=\"executions\"}"))
        .isEqualTo(Platform.PARTITIONS);
    assertThat(values.get("scriptmaster_streams_records_total{application=\"executions\"}"))
        .isPositive();
    assertThat(values.get("scriptmaster_streams_threads{application=\"executions\"}")).isEqualTo(1);
    assertThat(values)
        .containsKey(
            "scriptmaster_http_request_seconds_count{method=\"POST\",route=\"/v1/tenants/{tenant}/events\",status=\"400\"}");
  }

  @Test
  void shouldBringTheSchemaRegistryBackWithWhatItHadWhenItsProcessIsKilled() throws Exception {
    // Given
    Tenant tenant = new Tenant("unregistered");
    tenant.script("work", "return 1;");
    String schemas = "/subjects?deleted=true";
    String known = registryAnswer(schemas);
    String first = registryAnswer("/schemas/ids/1");
    ProcessHandle killed = dev.registry();

    // When
    killed.destroyForcibly();
    killed.onExit().join();
    tenant.send("work", "e-1", null);

    // Then: what is known already is not asked for
    tenant.awaitExecutions("e-1 succeeded");
    await()
        .atMost(SOON)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> registryAnswer(schemas).equals(known));
    assertThat(known).contains("scriptmaster.trigger-events");
    assertThat(registryAnswer("/schemas/ids/1")).isEqualTo(first);
    assertThat(dev.registry().pid()).isNotEqualTo(killed.pid());
    await().atMost(SOON).until(() -> dev.request("GET", "/readyz", null).statusCode() == 200);
  }

  private static String registryAnswer(String path) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      HttpResponse<String> answer =
          http.send(
              HttpRequest.newBuilder(URI.create(dev.registryUrl() + path)).build(),
              BodyHandlers.ofString());
      assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
      return answer.body();
    }
  }

  private static Set<String> named(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Map<String, Double> values(String text) {
    return Pattern.compile("(?m)^([a-z]\\S*(?:\\{.*})?) (\\S+)$")
        .matcher(text)
        .results()
        .collect(Collectors.toMap(found -> found.group(1), OperationsIT::value));
  }

  private static double value(MatchResult sample) {
    return Double.parseDouble(sample.group(2));
  }

  /** A tenant of its own for each test. */
  private record Tenant(String id) {

    Tenant {
      dev.send("POST", "/v1/tenants", "{\"id\": \"%s\", \"displayName\": \"T\"}".formatted(id));
    }

    /** Saves it, heard by its own name. */
    void script(String name, String source) {
      save(name, source, false);
      if (answer("GET", "/listeners/" + name, null) == 404) {
        listener(name, "continue");
      }
    }

    void save(String name, String source, boolean library) {
      call(
          "PUT",
          "/scripts/" + name,
          JSON.createObjectNode().put("source", source).put("library", library).toString());
    }

    /** Of a listener that parks. */
    void filter(String script, String filter) {
      ObjectNode listener = JSON.createObjectNode().put("script", script).put("filter", filter);
      listener.put("onFailure", "park").putArray("eventTypes").add(script + ".asked");
      call("PUT", "/listeners/" + script, listener.toString());
    }

    void listener(String script, String onFailure) {
      call(
          "PUT",
          "/listeners/" + script,
          "{\"eventTypes\": [\"%s\"], \"script\": \"%s\", \"onFailure\": \"%s\"}"
              .formatted(script + ".asked", script, onFailure));
    }

    void send(String script, String eventId, String key) {
      call(
          "POST",
          "/events",
          JSON.createObjectNode()
              .put("id", eventId)
              .put("type", script + ".asked")
              .put("key", key)
              .set("payload", JSON.createObjectNode())
              .toString());
    }

    /** Who is told that it is not shown yet, and asks again, may find it done. */
    void release(String listener, String key, String execution) {
      String body =
          JSON.createObjectNode()
              .put("listener", listener)
              .put("key", key)
              .put("execution", execution)
              .toString();
      assertThat(answer("POST", "/parked-keys/release", body)).isIn(202, 404, 409);
    }

    JsonNode call(String method, String path, String body) {
      return dev.send(method, "/v1/tenants/" + id + path, body);
    }

    JsonNode get(String path) {
      return call("GET", path, null);
    }

    int answer(String method, String path, String body) {
      return dev.request(method, "/v1/tenants/" + id + path, body).statusCode();
    }

    int backlog(String pointer) {
      return get("/backlog").at(pointer).intValue();
    }

    /** Waits for the only one. */
    JsonNode deadLetter() {
      return await()
          .atMost(SOON)
          .until(() -> get("/dead-letters").get("items"), items -> items.size() == 1)
          .get(0);
    }

    /** Newest first. */
    List<JsonNode> executions() {
      return StreamSupport.stream(get("/executions").get("items").spliterator(), false).toList();
    }

    /** Of an event. */
    JsonNode execution(String eventId) {
      return executions().stream()
          .filter(it -> it.get("triggerId").textValue().equals(eventId))
          .findFirst()
          .orElseThrow();
    }

    /** Waits until these have ended, and no others. */
    void awaitExecutions(String... expected) {
      await()
          .atMost(SOON)
          .pollInterval(Duration.ofMillis(50))
          .untilAsserted(
              () ->
                  assertThat(executions())
                      .extracting(Tenant::described)
                      .containsExactlyInAnyOrder(expected));
    }

    private static String described(JsonNode execution) {
      String trigger = execution.get("trigger").textValue();
      return "%s %s"
          .formatted(
              trigger.equals("event") ? execution.get("triggerId").textValue() : trigger,
              execution.get("outcome").textValue());
    }
  }
}
