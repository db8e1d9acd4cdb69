package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.RetryPolicy;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.processors.executions.work.WorkerSettings;
import io.scriptmaster.processors.streams.GoldenFile;
import io.scriptmaster.processors.streams.PartitionReader;
import io.scriptmaster.processors.streams.TopologyHarness;
import io.scriptmaster.schedule.ScheduleEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
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

  private static final WorkerSettings WORKERS = WorkerSettings.ofThisMachine();

  private static ScriptEngine engine;
  private static Executions shared;

  @TempDir private Path stateDirectory;

  /** Goes on counting from test to test. */
  private static final MeterRegistry METERS = new SimpleMeterRegistry();

  private final Set<String> tenants = new HashSet<>();
  private Executions running;
  private TopologyHarness harness;
  private TestOutputTopic<String, Execution> executions;
  private TestOutputTopic<String, LogLine> logLines;
  private TestOutputTopic<String, DeadLetter> deadLetters;

  @BeforeAll
  static void startEngine() {
    engine = ScriptEngine.create();
    shared = new Executions(engine, WorkerSettings.ofThisMachine(), InstantSource.system(), METERS);
  }

  @AfterAll
  static void stopEngine() {
    shared.close();
    engine.close();
  }

  @BeforeEach
  void start() {
    start(1);
  }

  private void start(int partitions) {
    start(partitions, shared);
  }

  private void start(Executions theirs) {
    tenants.clear();
    start(1, theirs);
  }

  private void start(int partitions, Executions theirs) {
    if (harness != null) {
      harness.close();
    }
    running = theirs;
    harness =
        new TopologyHarness(
            stateDirectory.resolve("of-%d-%d".formatted(partitions, theirs.hashCode())),
            (topics, serdes) ->
                config ->
                    ExecutionsTopology.build(
                        config,
                        topics,
                        serdes,
                        partitions,
                        theirs,
                        this::readerOf,
                        Duration.ofMillis(100)));
    executions = harness.output(harness.topics().executions());
    logLines = harness.output(harness.topics().executionLogs());
    deadLetters = harness.output(harness.topics().deadLetters());
  }

  /** Nothing is postponed here: the driver has no log to read again. */
  private PartitionReader readerOf(String topic, int partition) {
    throw new AssertionError("nobody floods " + topic + "-" + partition);
  }

  @AfterEach
  void stop() {
    harness.close();
    if (running != shared) {
      running.close();
    }
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
    assertThat(record.headers().toArray()).hasSize(1);
    assertThat(TriggerHeader.read(record.headers())).contains("event");
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
  void shouldStartADisabledScriptOnlyWhileItIsEnabled() {
    // Given
    save("acme", "score", "return 1;");
    Script enabled = script("acme", "score", "return 1;").build();

    // When
    send(event("acme", "e-1").build());
    save("acme", Script.newBuilder(enabled).setEnabled(false).build());
    send(event("acme", "e-2").build());
    save("acme", Script.newBuilder(enabled).setSource("return 3;").setRevision(2).build());
    send(event("acme", "e-3").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getResult)
        .containsExactly(tuple("e-1", "1"), tuple("e-3", "3"));
  }

  @Test
  void shouldStartWhatItsListenersNameNow() {
    // Given
    save("acme", "score", "return 'score';");
    save("acme", script("acme", "tell", "return 'tell';").build());
    send(event("acme", "e-1").build());

    // When
    listen("acme", listener("also", "tell").setTenant("acme").build());
    send(event("acme", "e-2").build());
    harness.input(harness.topics().listeners()).pipeInput("acme/on-issues", null);
    send(event("acme", "e-3").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getResult)
        .containsExactlyInAnyOrder(
            tuple("e-1", "\"score\""),
            tuple("e-2", "\"score\""),
            tuple("e-2", "\"tell\""),
            tuple("e-3", "\"tell\""));
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
    double reroutedBefore = METERS.get("scriptmaster.rerouted.events").counter().count();
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
    assertThat(METERS.get("scriptmaster.rerouted.events").counter().count())
        .isEqualTo(reroutedBefore + 1);
    assertThat(METERS.get("scriptmaster.dead.letters").tag("reason", "misplaced").counter().count())
        .isEqualTo(1);
  }

  @Test
  void shouldIgnoreAnEventWhoseIdIsKnown() {
    double ignoredBefore = METERS.get("scriptmaster.duplicate.triggers").counter().count();
    save("acme", "score", "return 1;");

    send(event("acme", "e-1").build());
    send(event("acme", "e-1").setPayload("{\"again\": true}").build());
    send(event("acme", "e-2").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId)
        .containsExactly("e-1", "e-2");
    assertThat(METERS.get("scriptmaster.duplicate.triggers").counter().count())
        .isEqualTo(ignoredBefore + 1);
  }

  @Test
  void shouldKnowIdsOfEachTenantApart() {
    save("acme", "score", "return 1;");
    save("globex", "score", "return 1;");

    send(event("acme", "e-1").build());
    send(event("globex", "e-1").build());

    assertThat(executions.readValuesToList()).hasSize(2);
  }

  @Test
  void shouldAdmitWhatTheFilterLetsThrough() {
    save("acme", "score", "return event.payload.n;");
    listen("acme", listener("on-issues", "score").setFilter("event.payload.n > 1").build());

    send(event("acme", "e-1").setPayload("{\"n\": 1}").build());
    send(event("acme", "e-2").setPayload("{\"n\": 2}").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getOutcome)
        .containsExactly(tuple("e-2", "succeeded"));
  }

  @Test
  void shouldNameTheFirstListenerWhoseFilterLetsTheEventThrough() {
    save("acme", "score", "return 1;");
    listen("acme", listener("a", "score").setFilter("false").build());
    listen("acme", listener("b", "score").setFilter("event.key === null").build());
    listen("acme", listener("on-issues", "score").setFilter("true").build());

    send(event("acme", "e-1").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getListener)
        .containsExactly("b");
  }

  @Test
  void shouldTellAFilterThatFailsFromAScriptThatDoes() {
    save("acme", "score", "return 1;");
    listen("acme", listener("on-issues", "score").setFilter("event.nothing.at.all").build());

    send(event("acme", "e-1").build());

    Execution execution = executions.readValue();
    assertThat(execution.getOutcome()).isEqualTo("failed");
    assertThat(execution.getError().getCode()).isEqualTo("filter_failed");
    assertThat(execution.getError().getMessage()).contains("listener on-issues");
  }

  @Test
  void shouldTryAgainAsThePolicySaysAndKeepALetterOfWhatFailedForGood() {
    save(
        "acme",
        script("acme", "score", "sm.log('try ' + sm.execution.attempt); throw new Error('no')")
            .setRetry(retry(3))
            .build());

    send(event("acme", "e-1").build());

    Execution execution = executions.readValue();
    assertThat(execution.getAttempt()).isEqualTo(3);
    assertThat(execution.getOutcome()).isEqualTo("failed");
    assertThat(execution.getLogLines()).isEqualTo(3);
    assertThat(logLines.readValuesToList())
        .extracting(LogLine::getSequence, LogLine::getAttempt, LogLine::getMessage)
        .containsExactly(tuple(0, 1, "try 1"), tuple(1, 2, "try 2"), tuple(2, 3, "try 3"));
    DeadLetter letter = deadLetters.readValue();
    assertThat(letter.getExecution()).isEqualTo(execution.getId());
    assertThat(letter.getReason()).isEqualTo("failed");
    ExecutionRequest request = request(letter);
    assertThat(request.getEvent().getId()).isEqualTo("e-1");
    assertThat(request.getScript()).isEqualTo("score");
    assertThat(executions.isEmpty()).isTrue();
  }

  @Test
  void shouldRecordOneExecutionWhenALaterAttemptSucceeds() {
    save(
        "acme",
        script("acme", "score", "if (sm.execution.attempt < 2) throw new Error('no'); return 'yes'")
            .setRetry(retry(3))
            .build());

    send(event("acme", "e-1").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getAttempt, Execution::getOutcome, Execution::getResult)
        .containsExactly(tuple(2, "succeeded", "\"yes\""));
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldRunEventsOfAKeyInOrderAlsoBehindOneThatIsTriedAgain() {
    save(
        "acme",
        script(
                "acme",
                "score",
                "if (event.id === 'e-1' && sm.execution.attempt < 3) throw new Error('no')")
            .setRetry(retry(3))
            .build());

    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    pipe(event("acme", "e-3").setKey("k").build());
    finish("acme");

    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId)
        .containsExactly("e-1", "e-2", "e-3");
  }

  @Test
  void shouldParkLaterEventsOfAKeyUntilTheFailedOneIsReplayed() {
    // Given a listener that parks, and a script that fails for one event until it is mended
    save("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    pipe(event("acme", "e-3").setKey("k").build());
    pipe(event("acme", "e-4").setKey("other").build());
    finish("acme");
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getOutcome)
        .containsExactlyInAnyOrder(tuple("e-1", "failed"), tuple("e-4", "succeeded"));

    // When
    ExecutionRequest failed = request(deadLetters.readValue());
    save("acme", script("acme", "score", "return event.id").setVersion(2).setRevision(2).build());
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    pipe(event("acme", "e-5").setKey("k").build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTrigger, Execution::getResult)
        .containsExactly(
            tuple("replay", "\"e-1\""),
            tuple("event", "\"e-2\""),
            tuple("event", "\"e-3\""),
            tuple("event", "\"e-5\""));
  }

  @Test
  void shouldGoOnParkingWhenTheReplayFailsToo() {
    save("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    finish("acme");
    ExecutionRequest failed = request(deadLetters.readValue());
    executions.readValuesToList();

    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    finish("acme");
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTrigger, Execution::getOutcome)
        .containsExactly(tuple("replay", "failed"));

    // When the second letter is redriven, after the script was mended
    ExecutionRequest failedAgain = request(deadLetters.readValue());
    save("acme", script("acme", "score", "return event.id").setVersion(2).setRevision(2).build());
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", ExecutionRequest.newBuilder(failedAgain).setId("redrive-2").build());
    finish("acme");

    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"", "\"e-2\"");
  }

  @Test
  void shouldReleaseWhatIsParkedWhenTheListenerNoLongerParks() {
    save("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    finish("acme");
    executions.readValuesToList();

    listen("acme", listener("on-issues", "score").setVersion(3).build());
    harness.driver().advanceWallClockTime(Duration.ofSeconds(2));
    finish("acme");

    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-2\"");
  }

  @Test
  void shouldNotKeepALaneOfAListenerThatIsGone() {
    // Given a lane with more than one batch of those that wait
    save("acme", "score", "if (event.id === 'e-0') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    for (int n = 0; n < 130; n++) {
      pipe(event("acme", "e-" + n).setKey("k").build());
    }
    finish("acme");
    executions.readValuesToList();

    // When
    harness.input(harness.topics().listeners()).pipeInput("acme/on-issues", null);
    harness.driver().advanceWallClockTime(Duration.ofSeconds(2));
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .hasSize(129)
        .allMatch(it -> it.getError().getCode().equals("listener_not_found"));
    listen("acme", listener("on-issues", "score").setOnFailure("park").setVersion(4).build());
    send(event("acme", "e-200").setKey("k").build());
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-200\"");
  }

  @Test
  void shouldReplayTwiceWithoutRunningWhatWaitsTwice() {
    save("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    pipe(event("acme", "e-3").setKey("k").build());
    finish("acme");
    executions.readValuesToList();
    ExecutionRequest failed = request(deadLetters.readValue());
    save("acme", script("acme", "score", "return event.id").setVersion(2).setRevision(2).build());

    var requests = harness.input(harness.topics().webRequests());
    requests.pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    requests.pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-2").build());
    finish("acme");

    // The second replay runs before what waited or after it, as it comes.
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactlyInAnyOrder("\"e-1\"", "\"e-1\"", "\"e-2\"", "\"e-3\"")
        .containsSubsequence("\"e-1\"", "\"e-2\"", "\"e-3\"");
  }

  @Test
  void shouldReleaseWhatIsParkedWhenTheFirstLetterIsRedrivenAgain() {
    // Given a redrive that failed
    save("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    finish("acme");
    ExecutionRequest failed = request(deadLetters.readValue());
    var requests = harness.input(harness.topics().webRequests());
    requests.pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    finish("acme");
    executions.readValuesToList();

    // When
    save("acme", script("acme", "score", "return event.id").setVersion(2).setRevision(2).build());
    requests.pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-2").build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"", "\"e-2\"");
  }

  @Test
  void shouldNotParkAgainForASecondReplayThatFails() {
    // Given one that is replayed with success, once
    save(
        "acme",
        "score",
        "if (event.id === 'e-1' && sm.execution.trigger === 'event') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    pipe(event("acme", "e-1").setKey("k").build());
    finish("acme");
    ExecutionRequest failed = request(deadLetters.readValue());
    var requests = harness.input(harness.topics().webRequests());
    requests.pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    finish("acme");
    executions.readValuesToList();

    // When
    save(
        "acme",
        script("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id")
            .setVersion(2)
            .setRevision(2)
            .build());
    requests.pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-2").build());
    pipe(event("acme", "e-2").setKey("k").build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getOutcome)
        .containsExactly(tuple("redrive-2", "failed"), tuple("e-2", "succeeded"));
  }

  @Test
  void shouldParkBehindOneThatThePlatformFailedToRun() {
    // Given an engine that runs nothing
    ScriptEngine closed = ScriptEngine.create();
    closed.close();
    start(new Executions(closed, WORKERS, InstantSource.system(), new SimpleMeterRegistry()));
    save("acme", "score", "return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());

    // When
    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getOutcome, it -> it.getError().getCode())
        .containsExactly(tuple("e-1", "aborted", "platform_failure"));
    assertThat(deadLetters.readValuesToList())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getListener()).isEqualTo("on-issues"));
    harness.driver().advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(backlog("acme")).contains("\"parked\":1}");
  }

  @Test
  void shouldCountWhatIsParkedAsBacklogAndLetItsReplayPass() {
    // Given a tenant whose backlog is full of what is parked
    save("acme", "score", "if (event.id === 'e-1') throw new Error('no'); return event.id");
    limit("acme", "backlog", 2);
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    for (int n = 1; n <= 3; n++) {
      send(event("acme", "e-" + n).setKey("k").build());
    }
    executions.readValuesToList();
    ExecutionRequest failed = request(deadLetters.readValue());

    // When
    send(event("acme", "e-4").setKey("k").build());
    send(event("acme", "e-5").setKey("other").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-4", "backlog_full"), tuple("e-5", "backlog_full"));
    harness.driver().advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(backlog("acme"))
        .contains("\"count\":2,", "\"parked\":2}", "\"rejected\":2,")
        .doesNotContain("\"oldest\":null");

    // When
    save("acme", script("acme", "score", "return event.id").setVersion(2).setRevision(2).build());
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"", "\"e-2\"", "\"e-3\"");
    harness.driver().advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(backlog("acme")).contains("\"count\":0,\"oldest\":null,");
  }

  @Test
  void shouldReleaseNoMoreAtATimeThanThereIsMemoryFor() {
    // Given
    start(withMemory(1));
    save("acme", "score", "if (event.id === 'e-0') throw new Error('no'); return event.id");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    for (int n = 0; n < 150; n++) {
      send(event("acme", "e-" + n).setKey("k").build());
    }
    ExecutionRequest failed = request(deadLetters.readValue());
    executions.readValuesToList();
    save("acme", script("acme", "score", "return event.id").setVersion(2).setRevision(2).build());

    // When
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", ExecutionRequest.newBuilder(failed).setId("redrive-1").build());
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              // Then
              assertThat(running.parts(null).workers().queue().counts("acme").all())
                  .isLessThanOrEqualTo(MemoryShare.SURE);
              harness.driver().advanceWallClockTime(Duration.ofMillis(1));
              return executions.getQueueSize() == 150;
            });
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .isEqualTo(IntStream.range(0, 150).mapToObj("\"e-%d\""::formatted).toList());
  }

  @Test
  void shouldRefuseWhatCouldOpenMoreLanesThanThereIsMemoryFor() {
    // Given a failed event of each of as many keys as there may be
    start(withMemory(1));
    save("acme", "score", "throw new Error('no')");
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
    for (int n = 0; n < MemoryShare.SURE_LANES; n++) {
      send(event("acme", "e-" + n).setKey("k-" + n).build());
    }
    executions.readValuesToList();
    deadLetters.readValuesToList();

    // When
    send(event("acme", "e-100").setKey("k-100").build());
    send(event("acme", "e-101").setKey("k-1").build());
    send(event("acme", "e-102").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-100", "backlog_full"), tuple("e-102", "script_error"));
    assertThat(deadLetters.readValuesToList())
        .singleElement()
        .satisfies(letter -> assertThat(letter.getListener()).isEqualTo("on-issues"));
  }

  @Test
  void shouldRejectWhatIsBeyondTheBacklogAndKeepItsLetter() {
    save("acme", "score", "return 1;");
    limit("acme", "backlog", 1);
    save(
        "acme",
        script("acme", "score", "throw new Error('no')")
            .setRetry(RetryPolicy.newBuilder(retry(2)).setBackoffMillis(500).build())
            .build());

    pipe(event("acme", "e-1").setKey("k").build());
    pipe(event("acme", "e-2").setKey("k").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-2", "backlog_full"));
    ExecutionRequest kept = request(deadLetters.readValue());
    assertThat(kept.getEvent().getId()).isEqualTo("e-2");
    assertThat(kept.getHeard()).isTrue();
    finish("acme");
  }

  private static ExecutionRequest.Builder replay(String id, TriggerEvent event) {
    return ExecutionRequest.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setScript("score")
        .setTrigger("replay")
        .setReplayOf("an-execution")
        .setEvent(event)
        .setRequestedBy("operator")
        .setRequestedAt(Instant.EPOCH);
  }

  @Test
  void shouldAskTheFiltersWhenWhatIsRepeatedEndedBeforeTheyWereAsked() {
    save("acme", "score", "return event.payload.n;");
    listen("acme", listener("on-issues", "score").setFilter("event.payload.n > 1").build());
    var requests = harness.input(harness.topics().webRequests());
    TriggerEvent unwanted = event("acme", "e-1").setPayload("{\"n\": 1}").build();
    TriggerEvent wanted = event("acme", "e-2").setPayload("{\"n\": 2}").build();

    requests.pipeInput("acme", replay("r-1", unwanted).setHeard(true).build());
    requests.pipeInput("acme", replay("r-2", wanted).setHeard(true).build());
    requests.pipeInput("acme", replay("r-3", unwanted).build());
    finish("acme");

    assertThat(executions.readValuesToList())
        .extracting(
            Execution::getTriggerId,
            Execution::getListener,
            Execution::getResult,
            it -> it.getError() == null ? null : it.getError().getCode())
        .containsExactlyInAnyOrder(
            tuple("r-1", null, null, "not_wanted"),
            tuple("r-2", "on-issues", "2", null),
            tuple("r-3", null, "1", null));
  }

  @Test
  void shouldRunADisabledScriptForNobody() {
    save("acme", script("acme", "score", "return 1;").setEnabled(false).build());

    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("run").build());
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", replay("r-1", event("acme", "e-1").build()).build());
    finish("acme");

    assertThat(executions.readValuesToList())
        .extracting(Execution::getOutcome, it -> it.getError().getCode())
        .containsExactlyInAnyOrder(
            tuple("rejected", "script_disabled"), tuple("rejected", "script_disabled"));
  }

  @Test
  void shouldRunARequestOnceAndSayWhatItRepeats() {
    save("acme", "score", "return event.payload.n;");
    ExecutionRequest request =
        replay("r-1", event("acme", "e-1").setPayload("{\"n\": 7}").build()).build();

    harness.input(harness.topics().webRequests()).pipeInput("acme", request);
    harness.input(harness.topics().webRequests()).pipeInput("acme", request);
    finish("acme");

    Execution execution = executions.readValue();
    assertThat(execution.getTrigger()).isEqualTo("replay");
    assertThat(execution.getReplayOf()).isEqualTo("an-execution");
    assertThat(execution.getResult()).isEqualTo("7");
    assertThat(execution.getId())
        .isEqualTo(ExecutionId.of("acme", "score", "replay", "r-1").value());
    assertThat(executions.isEmpty()).isTrue();
  }

  @Test
  void shouldRunAScriptForASlotThatCameDue() {
    save("acme", "score", "return [event.payload.n, event.headers.slotTime, sm.execution.trigger]");

    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("run").build());
    finish("acme");

    Execution execution = executions.readValue();
    assertThat(execution.getTrigger()).isEqualTo("schedule");
    assertThat(execution.getTriggerId()).isEqualTo("nightly@2026-11-24T03:00:00Z");
    assertThat(execution.getResult()).isEqualTo("[3,\"2026-11-24T03:00:00Z\",\"schedule\"]");
  }

  @Test
  void shouldEndAnExecutionThatIsCancelledWhileItWaits() {
    save("acme", "score", "await new Promise(done => setTimeout(done, 20000))");
    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("run").build());
    FairQueue queue = shared.parts(null).workers().queue();
    await().until(() -> queue.counts("acme").waiting() == 1);

    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("cancel").build());
    finish("acme");

    Execution execution = executions.readValue();
    assertThat(execution.getOutcome()).isEqualTo("aborted");
    assertThat(execution.getError().getCode()).isEqualTo("cancelled");
  }

  @Test
  void shouldCancelAnExecutionForWhichThereWasNoRoomInMemory() {
    // Given more megabytes than a tenant may have in memory
    save("acme", "score", "await new Promise(done => setTimeout(done, 300))");
    var slots = harness.input(harness.topics().scheduleEvents());
    Instant first = Instant.parse("2026-11-24T03:00:00Z");
    String large = "\"" + "x".repeat(1_000_000) + "\"";
    for (int n = 0; n < 25; n++) {
      slots.pipeInput("acme", slot("run", first.plusSeconds(n)).setPayload(large).build());
    }

    // When
    slots.pipeInput("acme", slot("cancel", first.plusSeconds(24)).build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .hasSize(25)
        .filteredOn(it -> it.getOutcome().equals("aborted"))
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("nightly@2026-11-24T03:00:24Z", "cancelled"));
  }

  private static ScheduleEvent.Builder slot(String action) {
    return slot(action, Instant.parse("2026-11-24T03:00:00Z"));
  }

  private static ScheduleEvent.Builder slot(String action, Instant time) {
    return ScheduleEvent.newBuilder()
        .setId("nightly@" + time)
        .setTenant("acme")
        .setSchedule("nightly")
        .setScript("score")
        .setSlotTime(time)
        .setDueAt(time)
        .setFiredAt(time)
        .setPayload("{\"n\": 3}")
        .setAction(action);
  }

  @Test
  void shouldStoreAndEmitWhatSucceededAndNothingElse() {
    save(
        "acme",
        "score",
        """
        await sm.values.set('a/b', event.payload.n);
        await sm.emit('score.changed', 'k', { n: event.payload.n }, { headers: { h: 'v' } });
        if (event.payload.n === 2) throw new Error('no');
        """);

    send(event("acme", "e-1").setPayload("{\"n\": 1}").setKey("k").build());
    send(event("acme", "e-2").setPayload("{\"n\": 2}").setKey("k").build());

    var values = harness.output(harness.topics().scriptValues());
    assertThat(values.readKeyValuesToList())
        .extracting(it -> it.key, it -> it.value.getValue(), it -> it.value.getVersion())
        .containsExactly(tuple("acme/a/b", "1", 1L));
    var events = harness.output(harness.topics().scriptEvents());
    ScriptEvent emitted = events.readValue();
    assertThat(emitted.getType()).isEqualTo("score.changed");
    assertThat(emitted.getPayload()).isEqualTo("{\"n\":1}");
    assertThat(emitted.getHeaders()).isEqualTo(Map.of("h", "v"));
    assertThat(emitted.getDepth()).isEqualTo(1);
    assertThat(events.isEmpty()).isTrue();
  }

  @Test
  void shouldRefuseWritesBeyondTheQuotaButNoneThatTakeNoMore() {
    save(
        "acme",
        "score",
        """
        const { op, key, value } = event.payload;
        if (op === 'swap') await sm.values.delete('a');
        return op === 'delete' ? sm.values.delete(key) : sm.values.set(key, value);
        """);
    limit(Map.of("valueBytes", 1_000L, "values", 4L));
    String large = "\"" + "x".repeat(500) + "\"";

    assertThat(storing("set", "a", large)).isEqualTo("succeeded");
    assertThat(storing("set", "b", large)).isEqualTo("stored_values_limit");
    assertThat(storing("set", "b", "2")).isEqualTo("succeeded");
    limit(Map.of("valueBytes", 10L, "values", 1L));
    assertThat(storing("set", "a", large)).isEqualTo("succeeded");
    assertThat(storing("set", "a", large.replaceFirst("x", "xy"))).isEqualTo("stored_values_limit");
    assertThat(storing("set", "c", "3")).isEqualTo("stored_values_limit");
    assertThat(storing("swap", "c", "3")).isEqualTo("succeeded");
    assertThat(storing("delete", "b", "0")).isEqualTo("succeeded");
    assertThat(storing("set", "d", "4")).isEqualTo("stored_values_limit");
  }

  @Test
  void shouldTryAgainWhatWasRefusedForTheQuotaAsThePolicySays() {
    // Given
    save(
        "acme",
        script(
                "acme",
                "score",
                "sm.log('try ' + sm.execution.attempt); await sm.values.set('a', 'large');")
            .setRetry(
                RetryPolicy.newBuilder(retry(2)).setOutcomes(List.of("limit_exceeded")).build())
            .build());
    limit(Map.of("valueBytes", 1L));

    // When
    send(event("acme", "e-1").build());

    // Then
    Execution execution = executions.readValue();
    assertThat(execution.getAttempt()).isEqualTo(2);
    assertThat(execution.getError().getCode()).isEqualTo("stored_values_limit");
    assertThat(logLines.readValuesToList())
        .extracting(LogLine::getMessage)
        .containsExactly("try 1", "try 2");
    assertThat(deadLetters.readValuesToList())
        .extracting(DeadLetter::getReason)
        .containsExactly("limit_exceeded");
    assertThat(executions.isEmpty()).isTrue();
  }

  private void limit(Map<String, Long> limits) {
    harness
        .input(harness.topics().tenants())
        .pipeInput("acme", Tenant.newBuilder(tenant("acme")).setLimits(limits).build());
  }

  /** How the execution ended that an event asks for. */
  private String storing(String op, String key, String value) {
    send(
        event("acme", "e-" + System.nanoTime())
            .setPayload(
                "{\"op\": \"%s\", \"key\": \"%s\", \"value\": %s}".formatted(op, key, value))
            .build());
    Execution execution = executions.readValue();
    return execution.getError() == null ? execution.getOutcome() : execution.getError().getCode();
  }

  /** A lock that expired and that somebody else took is not the former owner's any more. */
  @Test
  void shouldGiveNoVersionTwiceThoughAValueIsGoneBetween() {
    save(
        "acme",
        "score",
        """
        const { key, version } = event.payload;
        switch (event.key) {
          case 'take': {
            const mine = await sm.values.set(key, sm.execution.id, { ifAbsent: true, ttl: 3600 });
            return mine && (await sm.values.getEntry(key)).version;
          }
          case 'renew': return sm.values.set(key, sm.execution.id, { ifVersion: version, ttl: 3600 });
          case 'show': return (await sm.values.getEntry(key)).version;
          default: return sm.values.delete(key);
        }
        """);

    String[] told =
        Stream.of(
                "take", "show", "free", "take", "renew 1", "renew 2", "show", "free", "take",
                "show")
            .map(it -> it.split(" "))
            .map(
                it -> {
                  send(
                      event("acme", "e-" + System.nanoTime())
                          .setKey(it[0])
                          .setPayload(
                              "{\"key\": \"lock\", \"version\": %s}"
                                  .formatted(it.length > 1 ? it[1] : 0))
                          .build());
                  return executions.readValue().getResult();
                })
            .toArray(String[]::new);

    assertThat(told).containsExactly("1", "1", "true", "2", "false", "true", "3", "true", "4", "4");
  }

  @Test
  void shouldListValuesInPagesOfAMebibyte() {
    save(
        "acme",
        "score",
        """
        if (event.payload.fill) {
          for (let n = 10; n < 40; n++) await sm.values.set('p:' + n, 'x'.repeat(60_000));
          return;
        }
        const one = await sm.values.list('p:', { limit: 1, after: 'p:10' });
        const first = await sm.values.list('p:');
        const second = await sm.values.list('p:', { after: first.next });
        const none = await sm.values.list('q:');
        return [one[0].key, one.next, first.length, first.next, second.length, second.next, none.length, none.next];
        """);

    send(event("acme", "e-1").setPayload("{\"fill\": true}").build());
    send(event("acme", "e-2").build());

    assertThat(executions.readValuesToList().getLast().getResult())
        .isEqualTo("[\"p:11\",\"p:11\",17,\"p:26\",13,null,0,null]");
  }

  @Test
  void shouldExpireValues() {
    save("acme", "score", "await sm.values.set('a', 1, { ttl: 1 });");
    send(event("acme", "e-1").build());

    await()
        .until(
            () -> {
              harness.driver().advanceWallClockTime(Duration.ofSeconds(1));
              return harness.driver().getKeyValueStore("values-by-tenant").get("acme/a") == null;
            });

    var values = harness.output(harness.topics().scriptValues());
    assertThat(values.readKeyValuesToList())
        .extracting(it -> it.key, it -> it.value == null)
        .containsExactly(tuple("acme/a", false), tuple("acme/a", true));
  }

  @Test
  void shouldRefuseEffectsThatAreTooLargeTogether() {
    // Given
    save(
        "acme",
        "flood",
        """
        await sm.values.set('n', 1);
        for (let n = 0; n < event.payload; n++) await sm.emit('a.b', 'k', 'x'.repeat(1_000_000));
        """);

    // When
    send(event("acme", "e-1").setPayload("9").build());
    send(event("acme", "e-2").setPayload("8").build());

    // Then
    List<Execution> ended = executions.readValuesToList();
    assertThat(ended)
        .extracting(Execution::getOutcome, Execution::getValuesWritten, Execution::getEmitted)
        .containsExactly(tuple("limit_exceeded", 0, 0), tuple("succeeded", 1, 8));
    assertThat(ended.getFirst().getError().getCode()).isEqualTo("effects_limit");
    assertThat(harness.output(harness.topics().scriptEvents()).readValuesToList()).hasSize(8);
  }

  @Test
  void shouldEndAChainAtItsDepth() {
    save("acme", "score", "await sm.emit('issue.again', null, 1);");
    harness
        .input(harness.topics().tenants())
        .pipeInput(
            "acme", Tenant.newBuilder(tenant("acme")).setLimits(Map.of("chainDepth", 2L)).build());

    send(event("acme", "e-1").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getDepth, Execution::getOutcome)
        .containsExactly(tuple(0, "succeeded"), tuple(1, "succeeded"), tuple(2, "limit_exceeded"));
  }

  @Test
  void shouldLoseNoUpdateOfExecutionsThatRunSideBySide() {
    save("acme", "score", "await sm.values.set('n', ((await sm.values.get('n')) ?? 0) + 1);");

    for (int n = 0; n < 200; n++) {
      pipe(event("acme", "e-" + n).build());
    }
    finish("acme");

    assertThat(executions.readValuesToList())
        .hasSize(200)
        .allMatch(it -> it.getOutcome().equals("succeeded"));
    ScriptValue value =
        (ScriptValue) harness.driver().getKeyValueStore("values-by-tenant").get("acme/n");
    assertThat(value.getValue()).isEqualTo("200");
  }

  private ExecutionRequest request(DeadLetter letter) {
    return harness
        .serdes()
        .deserializer(harness.topics().webRequests())
        .deserialize("", letter.getValue().array());
  }

  private static RetryPolicy retry(int attempts) {
    return RetryPolicy.newBuilder()
        .setAttempts(attempts)
        .setBackoffMillis(1)
        .setMaxBackoffMillis(1_000)
        .setOutcomes(List.of("failed"))
        .build();
  }

  private void save(String tenant, String script, String source) {
    save(tenant, script(tenant, script, source).build());
    listen(tenant, listener("on-issues", script).setTenant(tenant).build());
  }

  private void save(String tenant, Script script) {
    if (!tenants.contains(tenant)) {
      tenants.add(tenant);
      harness.input(harness.topics().tenants()).pipeInput(tenant, tenant(tenant));
    }
    harness.input(harness.topics().scripts()).pipeInput(tenant + "/" + script.getId(), script);
    if (script.getRevision() == 1 && script.getRetry() != null) {
      listen(tenant, listener("on-issues", script.getId()).setTenant(tenant).build());
    }
  }

  private void listen(String tenant, Listener listener) {
    harness
        .input(harness.topics().listeners())
        .pipeInput(tenant + "/" + listener.getId(), listener);
  }

  private static Script.Builder script(String tenant, String id, String source) {
    return Script.newBuilder()
        .setTenant(tenant)
        .setId(id)
        .setVersion(1)
        .setRevision(1)
        .setSource(source)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy("operator")
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy("operator");
  }

  private static Listener.Builder listener(String id, String script) {
    return Listener.newBuilder()
        .setTenant("acme")
        .setId(id)
        .setVersion(1)
        .setEventTypes(List.of("issue.*"))
        .setScript(script)
        .setCreatedAt(Instant.EPOCH)
        .setCreatedBy("operator")
        .setUpdatedAt(Instant.EPOCH)
        .setUpdatedBy("operator");
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
    pipe(event);
    finish(event.getTenant());
  }

  private void pipe(TriggerEvent event) {
    harness.input(harness.topics().triggerEvents()).pipeInput(event.getTenant(), event);
  }

  private static Executions withMemory(long bytes) {
    return new Executions(
        engine, WORKERS, InstantSource.system(), new SimpleMeterRegistry(), new MemoryShare(bytes));
  }

  private void limit(String tenant, String limit, long value) {
    harness
        .input(harness.topics().tenants())
        .pipeInput(
            tenant, Tenant.newBuilder(tenant(tenant)).setLimits(Map.of(limit, value)).build());
  }

  private String backlog(String tenant) {
    return (String) harness.driver().getKeyValueStore("backlog-by-tenant").get(tenant);
  }

  /** Lets the workers do what there is, and the stream thread settle it. */
  private void finish(String tenant) {
    FairQueue queue = running.parts(null).workers().queue();
    await()
        .pollInterval(Duration.ofMillis(1))
        .until(
            () -> {
              harness.driver().advanceWallClockTime(Duration.ofMillis(1));
              return queue.counts(tenant).all() == 0;
            });
  }

  private void sendRaw(byte[] value) {
    harness.rawInput(harness.topics().triggerEvents()).pipeInput((byte[]) null, value);
    finish("acme");
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
