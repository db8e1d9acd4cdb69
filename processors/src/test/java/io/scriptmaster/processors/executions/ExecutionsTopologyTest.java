package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.RetryPolicy;
import io.scriptmaster.entity.Script;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.testkit.GoldenFile;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.streams.test.TestRecord;
import org.assertj.core.groups.Tuple;
import org.junit.jupiter.api.Test;

/** What becomes of an event. */
class ExecutionsTopologyTest extends ExecutionsUnderTest {

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
        .isEqualTo(ExecutionId.of("acme", "score", "event", "0@0 e-1").value());
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

  /**
   * @param tenant whose dead letter it is, where that can be read
   */
  private record Malformed(byte[] value, String reason, Optional<String> tenant) {

    Malformed(byte[] value, String reason) {
      this(value, reason, Optional.empty());
    }

    Tuple setAsideAt(long offset) {
      return tuple(tenant.orElse(null), reason, offset);
    }
  }

  @Test
  void shouldSetAsideWhatIsNoValidEventAndGoOn() {
    // Given
    save("acme", "score", "return 1;");
    byte[] good = bytes(event("acme", "e-1").build());
    byte[] tenant =
        harness.serdes().serializer(harness.topics().tenants()).serialize("", tenant("acme"));
    String large = "\"" + "x".repeat(1_900_000) + "\"";
    List<Malformed> malformed =
        List.of(
            new Malformed("garbage".getBytes(UTF_8), "not_confluent_avro"),
            new Malformed(new byte[0], "empty_value"),
            new Malformed(null, "empty_value"),
            new Malformed(new byte[] {0, 0, 0}, "not_confluent_avro"),
            new Malformed(new byte[] {0, 0, 0, 99, 99, 1, 2, 3}, "unknown_schema"),
            new Malformed(Arrays.copyOf(good, good.length - 3), "undecodable"),
            new Malformed(tenant, "wrong_record_type"),
            new Malformed(
                bytes(event("acme", "e-2").setPayload("{oops").build()),
                "payload_not_json",
                Optional.of("acme")),
            new Malformed(bytes(event("Not A Tenant", "e-3").build()), "invalid_tenant"),
            new Malformed(
                bytes(event("nobody", "e-4").build()), "unknown_tenant", Optional.of("nobody")),
            new Malformed(
                bytes(event("acme", "e-5").setPayload(large).build()), "event_too_large"));

    // When
    malformed.forEach(record -> sendRaw(record.value()));
    sendRaw(good);

    // Then
    assertThat(deadLetters.readKeyValuesToList())
        .extracting(
            letter -> letter.key,
            letter -> letter.value.getReason(),
            letter -> letter.value.getOffset())
        .containsExactlyElementsOf(
            IntStream.range(0, malformed.size())
                .mapToObj(n -> malformed.get(n).setAsideAt(n))
                .toList());
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
  void shouldRunAnEventWhoseIdIsUsedAgainAfterADayAsAnotherExecution() {
    save("acme", "score", "return 1;");

    send(event("acme", "daily").build());
    harness.driver().advanceWallClockTime(Duration.ofHours(25));
    send(event("acme", "daily").build());

    assertThat(executions.readValuesToList())
        .extracting(Execution::getId)
        .hasSize(2)
        .doesNotHaveDuplicates();
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
}
