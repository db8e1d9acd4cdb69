package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.engine.ScriptLimits;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.GoldenFile;
import io.scriptmaster.processors.streams.TopologyHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The test driver has one partition, numbered 0, so a tenant belongs there where its partition of
 * one is asked for.
 */
class ExecutionsTopologyTest {

  private static ScriptEngine engine;

  @TempDir private Path stateDirectory;

  private TopologyHarness harness;
  private TestOutputTopic<String, Execution> executions;
  private TestOutputTopic<String, LogLine> logLines;
  private TestOutputTopic<String, DeadLetter> deadLetters;

  @BeforeAll
  static void startEngine() {
    engine = ScriptEngine.create();
  }

  @AfterAll
  static void stopEngine() {
    engine.close();
  }

  @BeforeEach
  void start() {
    start(1);
  }

  private void start(int partitions) {
    if (harness != null) {
      harness.close();
    }
    harness =
        new TopologyHarness(
            stateDirectory.resolve("of-" + partitions),
            (topics, serdes) ->
                config ->
                    ExecutionsTopology.build(
                        config, topics, serdes, partitions, engine, ScriptLimits.DEFAULTS));
    executions = harness.output(harness.topics().executions());
    logLines = harness.output(harness.topics().executionLogs());
    deadLetters = harness.output(harness.topics().deadLetters());
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    GoldenFile.compare("executions", harness.description());
  }

  @Test
  void shouldWriteAnExecutionAndItsLogLinesForAnEvent() {
    // Given
    save(
        "acme",
        "score",
        "sm.log.info('scored', { n: event.payload.n });\nconsole.warn('bye');\nreturn event.payload.n + 1;");

    // When
    send(event("acme", "e-1").setPayload("{\"n\": 41}").setKey("issue-7").build());

    // Then
    TestRecord<String, Execution> record = executions.readRecord();
    Execution execution = record.value();
    assertThat(record.key()).isEqualTo("acme");
    assertThat(execution.getId())
        .isEqualTo(ExecutionId.of("acme", "score", "event", "e-1").value());
    assertThat(execution.getOutcome()).isEqualTo("succeeded");
    assertThat(execution.getResult()).isEqualTo("42");
    assertThat(execution.getKey()).isEqualTo("issue-7");
    assertThat(execution.getListener()).isEqualTo("on-issues");
    assertThat(execution.getRevision()).isEqualTo(1);
    assertThat(execution.getLogLines()).isEqualTo(2);
    assertThat(execution.getError()).isNull();
    assertThat(logLines.readValuesToList())
        .extracting(
            LogLine::getExecutionId,
            LogLine::getSequence,
            LogLine::getLevel,
            LogLine::getMessage,
            LogLine::getData)
        .containsExactly(
            tuple(execution.getId(), 0, "info", "scored", "{\"n\":41}"),
            tuple(execution.getId(), 1, "warn", "bye", null));
    assertThat(executions.isEmpty()).isTrue();
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldRunOnlyTheScriptsOfTheEventsOwnTenant() {
    // Given
    save("acme", "score", "return 'acme';");
    save("acme-2", "score", "return 'acme-2';");

    // When
    send(event("acme-2", "e-1").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTenant, Execution::getResult)
        .containsExactly(tuple("acme-2", "\"acme-2\""));
  }

  @Test
  void shouldRecordWhereAScriptThrew() {
    // Given
    save("acme", "score", "const n = 1;\nthrow new RangeError('too far');");

    // When
    send(event("acme", "e-1").build());

    // Then
    Execution execution = executions.readValue();
    assertThat(execution.getOutcome()).isEqualTo("failed");
    assertThat(execution.getError().getCode()).isEqualTo("script_error");
    assertThat(execution.getError().getMessage()).contains("too far");
    assertThat(execution.getError().getLine()).isEqualTo(2);
    assertThat(execution.getError().getStack()).first().asString().contains("score.js:2");
  }

  @Test
  void shouldRecordARejectionWhenTheScriptIsGone() {
    // Given
    save("acme", "score", "return 1;");
    harness.input(harness.topics().scripts()).pipeInput("acme/score", null);

    // When
    send(event("acme", "e-1").build());

    // Then
    Execution execution = executions.readValue();
    assertThat(execution.getOutcome()).isEqualTo("rejected");
    assertThat(execution.getError().getCode()).isEqualTo("script_not_found");
  }

  @Test
  void shouldSetAsideWhatIsNoValidEventAndGoOn() {
    // Given
    save("acme", "score", "return 1;");
    byte[] good = bytes(event("acme", "e-1").build());

    // When
    sendRaw("garbage".getBytes(UTF_8));
    sendRaw(new byte[0]);
    sendRaw(null);
    sendRaw(new byte[] {0, 0, 0});
    sendRaw(new byte[] {0, 0, 0, 99, 99, 1, 2, 3});
    sendRaw(java.util.Arrays.copyOf(good, good.length - 3));
    sendRaw(harness.serdes().serializer(harness.topics().tenants()).serialize("", tenant("acme")));
    sendRaw(bytes(event("acme", "e-2").setPayload("{oops").build()));
    sendRaw(bytes(event("Not A Tenant", "e-3").build()));
    sendRaw(bytes(event("nobody", "e-4").build()));
    sendRaw(bytes(event("acme", "e-5").setPayload("\"" + "x".repeat(1_900_000) + "\"").build()));
    sendRaw(good);

    // Then
    assertThat(deadLetters.readKeyValuesToList())
        .extracting(
            letter -> letter.key,
            letter -> letter.value.getReason(),
            letter -> letter.value.getOffset())
        .containsExactly(
            tuple(null, "not_confluent_avro", 0L),
            tuple(null, "empty_value", 1L),
            tuple(null, "empty_value", 2L),
            tuple(null, "not_confluent_avro", 3L),
            tuple(null, "unknown_schema", 4L),
            tuple(null, "undecodable", 5L),
            tuple(null, "wrong_record_type", 6L),
            tuple("acme", "payload_not_json", 7L),
            tuple(null, "invalid_tenant", 8L),
            tuple("nobody", "unknown_tenant", 9L),
            tuple(null, "event_too_large", 10L));
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId)
        .containsExactly("e-1");
  }

  @Test
  void shouldKeepTheOriginalBytesInADeadLetter() {
    // When
    harness
        .rawInput(harness.topics().triggerEvents())
        .pipeInput("k".getBytes(UTF_8), "garbage".getBytes(UTF_8));

    // Then
    DeadLetter letter = deadLetters.readValue();
    assertThat(letter.getId()).isEqualTo("scriptmaster.trigger-events-0-0");
    assertThat(letter.getKey().array()).isEqualTo("k".getBytes(UTF_8));
    assertThat(letter.getValue().array()).isEqualTo("garbage".getBytes(UTF_8));
    assertThat(letter.getTruncated()).isFalse();
  }

  @Test
  void shouldRerouteAnEventOfAnotherPartitionOnceAndRefuseItTheSecondTime() {
    // Given: of 64 partitions, 0 is not that of acme
    start(64);
    var rerouted =
        harness
            .driver()
            .createOutputTopic(
                harness.topics().triggerEvents().name(),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    byte[] misplaced = bytes(event("acme", "e-1").build());

    // When: the driver feeds what is written to a source topic back into it, as a broker would
    harness
        .rawInput(harness.topics().triggerEvents())
        .pipeInput(
            new TestRecord<>("any".getBytes(UTF_8), misplaced, new RecordHeaders(), Instant.EPOCH));

    // Then
    TestRecord<byte[], byte[]> record = rerouted.readRecord();
    assertThat(record.key()).isEqualTo("acme".getBytes(UTF_8));
    assertThat(record.value()).isEqualTo(misplaced);
    assertThat(record.headers().lastHeader("scriptmaster.rerouted-from").value())
        .isEqualTo("0@0".getBytes(UTF_8));
    assertThat(rerouted.isEmpty()).isTrue();
    assertThat(deadLetters.readValuesToList())
        .extracting(DeadLetter::getReason)
        .containsExactly("misplaced");
    assertThat(executions.isEmpty()).isTrue();
  }

  private void save(String tenant, String script, String source) {
    Instant now = Instant.EPOCH;
    harness.input(harness.topics().tenants()).pipeInput(tenant, tenant(tenant));
    harness
        .input(harness.topics().scripts())
        .pipeInput(
            tenant + "/" + script,
            Script.newBuilder()
                .setTenant(tenant)
                .setId(script)
                .setVersion(1)
                .setRevision(1)
                .setSource(source)
                .setCreatedAt(now)
                .setCreatedBy("operator")
                .setUpdatedAt(now)
                .setUpdatedBy("operator")
                .build());
    harness
        .input(harness.topics().listeners())
        .pipeInput(
            tenant + "/on-issues",
            Listener.newBuilder()
                .setTenant(tenant)
                .setId("on-issues")
                .setVersion(1)
                .setEventTypes(List.of("issue.*"))
                .setScript(script)
                .setCreatedAt(now)
                .setCreatedBy("operator")
                .setUpdatedAt(now)
                .setUpdatedBy("operator")
                .build());
  }

  private static Tenant tenant(String id) {
    return Tenant.newBuilder()
        .setId(id)
        .setVersion(1)
        .setDisplayName(id)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy("operator")
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy("operator")
        .build();
  }

  private void send(TriggerEvent event) {
    harness.input(harness.topics().triggerEvents()).pipeInput(event.getTenant(), event);
  }

  private void sendRaw(byte[] value) {
    harness.rawInput(harness.topics().triggerEvents()).pipeInput((byte[]) null, value);
  }

  private byte[] bytes(TriggerEvent event) {
    return harness.serdes().serializer(harness.topics().triggerEvents()).serialize("", event);
  }

  private static TriggerEvent.Builder event(String tenant, String id) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setType("issue.created")
        .setOccurredAt(Instant.EPOCH)
        .setPayload("{}");
  }
}
