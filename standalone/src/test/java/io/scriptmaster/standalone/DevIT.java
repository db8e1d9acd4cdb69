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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: {@code scriptmaster dev} started, used, stopped, killed and started again. */
class DevIT {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

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

  @TempDir private Path data;

  @Test
  void shouldRunAScriptForAnEventAndKeepEverythingOverARestart() {
    String executionId;
    try (RunningDev dev = RunningDev.start(data)) {
      // Given
      saveTenantWithScript(
          dev, "sm.log.info('hello', { name: event.payload.name });\\nreturn event.payload.name;");

      // When
      dev.send(
          "POST",
          "/v1/tenants/acme/events",
          "{\"id\": \"e-1\", \"type\": \"issue.created\", \"payload\": {\"name\": \"Ada\"}}");

      // Then
      await()
          .atMost(ONE_SECOND)
          .pollInterval(Duration.ofMillis(20))
          .until(() -> dev.get("/v1/tenants/acme/executions").get("items").size() == 1);
      JsonNode execution = dev.get("/v1/tenants/acme/executions").get("items").get(0);
      executionId = execution.get("id").textValue();
      assertThat(execution.get("outcome").textValue()).isEqualTo("succeeded");
      assertThat(execution.get("result").textValue()).isEqualTo("Ada");
      String logs = "/v1/tenants/acme/executions/%s/logs".formatted(executionId);
      await().atMost(ONE_SECOND).until(() -> dev.get(logs).get("items").size() == 1);
      assertThat(dev.get(logs).get("items").get(0).at("/data/name").textValue()).isEqualTo("Ada");
      assertThat(executions(dev, 1)).containsExactly("e-1");
    }

    try (RunningDev dev = RunningDev.start(data)) {
      assertThat(dev.get("/v1/tenants/acme").get("displayName").textValue()).isEqualTo("Acme");
      assertThat(dev.get("/v1/tenants/acme/scripts/hello").get("revision").intValue()).isEqualTo(1);
      assertThat(dev.get("/v1/tenants/acme/executions/" + executionId).get("triggerId").textValue())
          .isEqualTo("e-1");
      assertThat(executions(dev, 1)).containsExactly("e-1");
    }
  }

  @Test
  void shouldLoseNothingAndDoubleNothingWhenEverythingIsKilledAtOnce() {
    int events = 60;
    List<String> ids = IntStream.range(0, events).mapToObj("e-%03d"::formatted).toList();
    RunningDev killed = RunningDev.start(data);
    saveTenantWithScript(
        killed, "await new Promise((done) => setTimeout(done, 50)); return event.id;");
    ids.forEach(
        id ->
            killed.send(
                "POST",
                "/v1/tenants/acme/events",
                "{\"id\": \"%s\", \"type\": \"issue.created\", \"key\": \"k\", \"payload\": {}}"
                    .formatted(id)));
    killed.kill();

    try (RunningDev dev = RunningDev.start(data)) {
      assertThat(executions(dev, events)).containsExactlyElementsOf(ids);
      assertThat(dev.get("/v1/tenants/acme/listeners/on-issues").get("version").intValue())
          .isEqualTo(1);
      await()
          .until(
              () -> dev.get("/v1/tenants/acme/executions?limit=100").get("items").size() == events);
      dev.send(
          "POST",
          "/v1/tenants/acme/events",
          "{\"id\": \"last\", \"type\": \"issue.created\", \"payload\": {}}");
      assertThat(executions(dev, events + 1)).hasSize(events + 1).endsWith("last");
    }
  }

  @Test
  void shouldRebuildEveryViewFromTheTopicsWhenItsStateIsDeleted() throws IOException {
    Map<String, String> before = new LinkedHashMap<>();
    try (RunningDev dev = RunningDev.start(data)) {
      saveTenantWithScript(dev, "sm.log.info('hello'); return 1;");
      dev.send("PUT", "/v1/tenants/acme/scripts/hello", "{\"source\": \"return 2\"}");
      dev.send("PUT", "/v1/tenants/acme/app-configs/jira", "{\"variables\": {\"a\": \"b\"}}");
      dev.send("PUT", "/v1/tenants/acme/secrets/password", "{\"value\": \"s3cret\"}");
      dev.send(
          "PUT",
          "/v1/tenants/acme/schedules/daily",
          "{\"cron\": \"0 9 * * *\", \"timeZone\": \"UTC\", \"script\": \"hello\"}");
      dev.send("POST", "/v1/tenants/acme/tokens", "{\"role\": \"viewer\"}");
      dev.send("DELETE", "/v1/tenants/acme/app-configs/jira", null);
      dev.send(
          "POST",
          "/v1/tenants/acme/events",
          "{\"id\": \"e-1\", \"type\": \"issue.created\", \"payload\": {}}");
      await().until(() -> dev.get("/v1/tenants/acme/executions").get("items").size() == 1);
      await().until(() -> dev.get("/v1/tenants/acme/audit").get("items").size() == 10);
      VIEWS.forEach(view -> before.put(view, dev.get("/v1/tenants/acme" + view).toString()));
    }

    try (Stream<Path> state = Files.walk(data.resolve("streams"))) {
      state.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
    }
    assertThat(data.resolve("streams")).doesNotExist();

    try (RunningDev dev = RunningDev.start(data)) {
      VIEWS.forEach(
          view ->
              assertThat(dev.get("/v1/tenants/acme" + view).toString())
                  .as(view)
                  .isEqualTo(before.get(view)));
    }
  }

  @Test
  void shouldRunASchedulePauseItAndRunItNow() {
    String schedule = "/v1/tenants/acme/schedules/tick";
    try (RunningDev dev = RunningDev.start(data)) {
      // Given
      saveTenantWithScript(dev, "return event.payload.n;");
      dev.send(
          "PUT",
          schedule,
          "{\"cron\": \"every 1s\", \"timeZone\": \"UTC\", \"script\": \"hello\", \"payload\": {\"n\": 7}}");
      await().until(() -> !slots(dev, "outcome", "ran").isEmpty());

      // When
      dev.send("POST", schedule + "/pause", "");
      await().until(() -> !slots(dev, "reason", "paused").isEmpty());
      dev.send("POST", schedule + "/run", "");

      // Then
      await().until(() -> !slots(dev, "kind", "manual").isEmpty());
      await().until(() -> slots(dev, "executionOutcome", "succeeded").size() > 1);
      JsonNode ran = slots(dev, "outcome", "ran").getLast();
      JsonNode execution =
          dev.get("/v1/tenants/acme/executions/" + ran.get("executionId").textValue());
      assertThat(execution.get("trigger").textValue()).isEqualTo("schedule");
      assertThat(execution.get("result").intValue()).isEqualTo(7);
      assertThat(dev.get(schedule + "/next?count=3").get("items")).hasSize(3);
      assertThat(slots(dev, "kind", "manual"))
          .singleElement()
          .extracting(slot -> slot.get("outcome").textValue())
          .isEqualTo("ran");
    }
  }

  /** Newest first. */
  private static List<JsonNode> slots(RunningDev dev, String field, String value) {
    List<JsonNode> found = new ArrayList<>();
    dev.get("/v1/tenants/acme/schedules/tick/slots")
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
    RunningDev dev = RunningDev.start(data);

    List<ProcessHandle> children = dev.killAlone();

    assertThat(children).isNotEmpty();
    await().untilAsserted(() -> assertThat(children).noneMatch(ProcessHandle::isAlive));
    RunningDev.start(data).close();
  }

  private static void saveTenantWithScript(RunningDev dev, String source) {
    dev.send("POST", "/v1/tenants", "{\"id\": \"acme\", \"displayName\": \"Acme\"}");
    dev.send("PUT", "/v1/tenants/acme/scripts/hello", "{\"source\": \"%s\"}".formatted(source));
    dev.send(
        "PUT",
        "/v1/tenants/acme/listeners/on-issues",
        "{\"eventTypes\": [\"issue.*\"], \"script\": \"hello\"}");
  }

  /** The trigger ids of all committed executions, in the order of the topic. */
  private static List<String> executions(RunningDev dev, int atLeast) {
    AvroSerdes serdes = new AvroSerdes(RegistryConnection.open(dev.registryUrl()));
    try (TopicReader<Execution> reader =
        TopicReader.of(dev.bootstrapServers(), serdes, TOPICS.executions())) {
      return reader.readAtLeast(atLeast).stream()
          .map(ConsumerRecord::value)
          .map(Execution::getTriggerId)
          .toList();
    }
  }
}
