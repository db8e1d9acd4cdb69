package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.TopicReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The main job: {@code scriptmaster dev} started, used, stopped, killed and started again. One data
 * folder for all tests, and a tenant for each; each leaves it running.
 */
class DevIT {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final List<String> VIEWS =
      List.of(
          "",
          "/scripts",
          "/scripts/hello/revisions",
          "/listeners",
          "/app-configs",
          "/schedules",
          "/secrets",
          "/tokens",
          "/audit",
          "/executions");

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

  private static void restart() {
    dev.close();
    dev = RunningDev.start(data);
  }

  @Test
  void shouldRunAScriptForAnEventAndKeepEverythingOverARestart() {
    // Given
    String tenant = "/v1/tenants/acme";
    saveTenantWithScript(
        "acme", "sm.log.info('hello', { name: event.payload.name });\\nreturn event.payload.name;");

    // When
    dev.send(
        "POST",
        tenant + "/events",
        "{\"id\": \"e-1\", \"type\": \"issue.created\", \"payload\": {\"name\": \"Ada\"}}");

    // Then
    await().atMost(PATIENCE).until(() -> dev.get(tenant + "/executions").get("items").size() == 1);
    JsonNode execution = dev.get(tenant + "/executions").get("items").get(0);
    String executionId = execution.get("id").textValue();
    assertThat(execution.get("outcome").textValue()).isEqualTo("succeeded");
    assertThat(execution.get("result").textValue()).isEqualTo("Ada");
    String logs = "%s/executions/%s/logs".formatted(tenant, executionId);
    await().atMost(PATIENCE).until(() -> dev.get(logs).get("items").size() == 1);
    assertThat(dev.get(logs).get("items").get(0).at("/data/name").textValue()).isEqualTo("Ada");
    assertThat(executions("acme", 1)).containsExactly("e-1");

    // When
    restart();

    // Then
    assertThat(dev.get(tenant).get("displayName").textValue()).isEqualTo("Acme");
    assertThat(dev.get(tenant + "/scripts/hello").get("revision").intValue()).isEqualTo(1);
    assertThat(dev.get(tenant + "/executions/" + executionId).get("triggerId").textValue())
        .isEqualTo("e-1");
    assertThat(executions("acme", 1)).containsExactly("e-1");
  }

  /** When nothing else is in the way, which on a machine of many nobody can promise. */
  @Test
  void shouldShowWhatRanWithinASecond() {
    // Given
    saveTenantWithScript("prompt", "return 1;");
    List<Duration> took = new ArrayList<>();

    // When
    while (took.size() < 10 && took.stream().noneMatch(it -> it.compareTo(ONE_SECOND) < 0)) {
      took.add(untilShown("prompt", took.size() + 1));
    }

    // Then
    assertThat(took.getLast()).as(took.toString()).isLessThan(ONE_SECOND);
  }

  /** From the request that sends the tenant's next event. */
  private static Duration untilShown(String tenant, int event) {
    String path = "/v1/tenants/" + tenant;
    long sent = System.nanoTime();
    dev.send(
        "POST",
        path + "/events",
        "{\"id\": \"e-%d\", \"type\": \"issue.created\", \"payload\": {}}".formatted(event));
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(20))
        .until(() -> dev.get(path + "/executions").get("items").size() == event);
    return Duration.ofNanos(System.nanoTime() - sent);
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhenEverythingIsKilledAtOnce() {
    // Given
    int events = 60;
    String tenant = "/v1/tenants/killed";
    List<String> ids = IntStream.range(0, events).mapToObj("e-%03d"::formatted).toList();
    saveTenantWithScript(
        "killed", "await new Promise((done) => setTimeout(done, 50)); return event.id;");
    ids.forEach(
        id ->
            dev.send(
                "POST",
                tenant + "/events",
                "{\"id\": \"%s\", \"type\": \"issue.created\", \"key\": \"k\", \"payload\": {}}"
                    .formatted(id)));

    // When
    dev.kill();
    dev = RunningDev.start(data);

    // Then
    assertThat(executions("killed", events)).containsExactlyElementsOf(ids);
    assertThat(dev.get(tenant + "/listeners/on-issues").get("version").intValue()).isEqualTo(1);
    await().until(() -> dev.get(tenant + "/executions?limit=100").get("items").size() == events);
    dev.send(
        "POST",
        tenant + "/events",
        "{\"id\": \"last\", \"type\": \"issue.created\", \"payload\": {}}");
    assertThat(executions("killed", events + 1)).hasSize(events + 1).endsWith("last");
  }

  @Test
  void shouldRebuildEveryViewFromTheTopicsWhenItsStateIsDeleted() throws IOException {
    // Given
    String tenant = "/v1/tenants/rebuilt";
    saveTenantWithScript("rebuilt", "sm.log.info('hello'); return 1;");
    dev.send("PUT", tenant + "/scripts/hello", "{\"source\": \"return 2\"}");
    dev.send("PUT", tenant + "/app-configs/jira", "{\"variables\": {\"a\": \"b\"}}");
    dev.send("PUT", tenant + "/secrets/password", "{\"value\": \"s3cret\"}");
    dev.send(
        "PUT",
        tenant + "/schedules/daily",
        "{\"cron\": \"0 9 * * *\", \"timeZone\": \"UTC\", \"script\": \"hello\"}");
    dev.send("POST", tenant + "/tokens", "{\"role\": \"viewer\"}");
    dev.send("DELETE", tenant + "/app-configs/jira", null);
    dev.send(
        "POST",
        tenant + "/events",
        "{\"id\": \"e-1\", \"type\": \"issue.created\", \"payload\": {}}");
    await().until(() -> dev.get(tenant + "/executions").get("items").size() == 1);
    await().until(() -> dev.get(tenant + "/audit").get("items").size() == 10);
    Map<String, String> before = new LinkedHashMap<>();
    VIEWS.forEach(view -> before.put(view, dev.get(tenant + view).toString()));

    // When
    dev.close();
    try (Stream<Path> state = Files.walk(data.resolve("streams"))) {
      state.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    assertThat(data.resolve("streams")).doesNotExist();
    dev = RunningDev.start(data);

    // Then
    VIEWS.forEach(
        view -> assertThat(dev.get(tenant + view).toString()).as(view).isEqualTo(before.get(view)));
  }

  @Test
  void shouldRunASchedulePauseItAndRunItNow() {
    // Given
    String schedule = "/v1/tenants/scheduled/schedules/tick";
    saveTenantWithScript("scheduled", "return event.payload.n;");
    dev.send(
        "PUT",
        schedule,
        "{\"cron\": \"every 1s\", \"timeZone\": \"UTC\", \"script\": \"hello\", \"payload\": {\"n\": 7}}");
    await().until(() -> !slots("outcome", "ran").isEmpty());

    // When
    dev.send("POST", schedule + "/pause", "");
    await().until(() -> !slots("reason", "paused").isEmpty());
    dev.send("POST", schedule + "/run", "");

    // Then
    await().until(() -> !slots("kind", "manual").isEmpty());
    await().until(() -> slots("executionOutcome", "succeeded").size() > 1);
    JsonNode ran = slots("outcome", "ran").getLast();
    JsonNode execution =
        dev.get("/v1/tenants/scheduled/executions/" + ran.get("executionId").textValue());
    assertThat(execution.get("trigger").textValue()).isEqualTo("schedule");
    assertThat(execution.get("result").intValue()).isEqualTo(7);
    assertThat(dev.get(schedule + "/next?count=3").get("items")).hasSize(3);
    assertThat(slots("kind", "manual"))
        .singleElement()
        .extracting(slot -> slot.get("outcome").textValue())
        .isEqualTo("ran");
  }

  /** Newest first. */
  private static List<JsonNode> slots(String field, String value) {
    List<JsonNode> found = new ArrayList<>();
    dev.get("/v1/tenants/scheduled/schedules/tick/slots")
        .get("items")
        .forEach(
            slot -> {
              if (value.equals(slot.get(field).textValue())) {
                found.add(slot);
              }
            });
    return found;
  }

  @Test
  void shouldLeaveNoProcessBehindWhenItAloneIsKilled() {
    List<ProcessHandle> children = dev.killAlone();

    assertThat(children).isNotEmpty();
    await().untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    dev = RunningDev.start(data);
  }

  private static void saveTenantWithScript(String id, String source) {
    String tenant = "/v1/tenants/" + id;
    dev.send("POST", "/v1/tenants", "{\"id\": \"%s\", \"displayName\": \"Acme\"}".formatted(id));
    dev.send("PUT", tenant + "/scripts/hello", "{\"source\": \"%s\"}".formatted(source));
    dev.send(
        "PUT",
        tenant + "/listeners/on-issues",
        "{\"eventTypes\": [\"issue.*\"], \"script\": \"hello\"}");
  }

  /** The trigger ids of all committed executions of a tenant, in the order of the topic. */
  private static List<String> executions(String tenant, int atLeast) {
    AvroSerdes serdes = new AvroSerdes(RegistryConnection.open(dev.registryUrl()));
    serdes.warmUp(TopicCatalogue.withDefaultPrefix());
    try (TopicReader<Execution> reader =
        TopicReader.of(dev.bootstrapServers(), serdes, TOPICS.executions())) {
      await()
          .atMost(PATIENCE)
          .until(() -> triggerIds(reader.readToEnd(), tenant).size() >= atLeast);
      return triggerIds(reader.readToEnd(), tenant);
    }
  }

  private static List<String> triggerIds(
      List<ConsumerRecord<String, Execution>> executions, String tenant) {
    return executions.stream()
        .map(ConsumerRecord::value)
        .filter(execution -> execution.getTenant().equals(tenant))
        .map(Execution::getTriggerId)
        .toList();
  }
}
