package io.scriptmaster.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.RegistryConnection;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.TopicReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The main job: {@code scriptmaster dev} started, used, stopped, killed and started again. */
class DevIT {

  private static final Duration ONE_SECOND = Duration.ofSeconds(1);
  private static final TopicCatalogue TOPICS = TopicCatalogue.withDefaultPrefix();

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
        killed, "const end = Date.now() + 50; while (Date.now() < end) {} return event.id;");
    ids.forEach(
        id ->
            killed.send(
                "POST",
                "/v1/tenants/acme/events",
                "{\"id\": \"%s\", \"type\": \"issue.created\", \"payload\": {}}".formatted(id)));
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
