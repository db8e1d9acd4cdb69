package io.scriptmaster.testkit.guarantees;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Event;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Line;
import io.scriptmaster.testkit.guarantees.ExpectedExecution.Name;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Each guarantee, held against topics in which it is broken: two tenants, each with two events of
 * one key, of which the second makes a script emit an event.
 */
class GuaranteesTest {

  private static final List<String> TENANTS = List.of("acme", "globex");

  private final Workload workload = new Workload();
  private final Recorded topics = new Recorded();

  @BeforeEach
  void recordWhatIsExpected() {
    for (String tenant : TENANTS) {
      String mark = Workload.mark(tenant);
      for (int n = 1; n <= 2; n++) {
        String id = "event-" + n;
        String payload = "{\"n\":%d,\"mark\":\"%s\"}".formatted(n, mark);
        ProducedEvent event =
            new ProducedEvent(tenant, id, "issue.scored", Optional.of("k"), payload);
        workload.produced(event);
        workload.produced(event);
        workload.expect(
            ExpectedExecution.succeeding(
                new Name(tenant, "score", new Cause.Upstream(id)),
                Optional.of("k"),
                List.of(new Line(1, "scored", Optional.of(payload))),
                1,
                n == 2
                    ? List.of(new Event("score.changed", Optional.of("k"), payload))
                    : List.of()));
        String execution = tenant + "-" + n;
        topics.add(topics.execution(execution, tenant, id).setEmitted(n == 2 ? 1 : 0));
        topics.logLine(execution, tenant, 0, payload);
        topics.value(execution, tenant, Integer.toString(n), n);
        if (n == 2) {
          topics.event(execution, tenant, payload);
        }
      }
      workload.expect(
          ExpectedExecution.succeeding(
              new Name(
                  tenant,
                  "score",
                  new Cause.Emitted(new Name(tenant, "score", new Cause.Upstream("event-2")), 0)),
              Optional.of("k"),
              List.of(new Line(1, "scored", Optional.empty())),
              0,
              List.of()));
      topics.add(
          topics.execution(tenant + "-3", tenant, tenant + "-2-0").setDepth(1).setValuesWritten(0));
      topics.logLine(tenant + "-3", tenant, 0, null);
      workload.expectValue(tenant + "/points", new ExpectedValue("2", 2));
    }
  }

  @Test
  void shouldHoldAllWhenEverythingIsAsExpected() {
    assertThatCode(() -> Guarantee.holdAll(workload, topics.written())).doesNotThrowAnyException();
  }

  @Test
  void shouldNameEachBrokenGuarantee() {
    topics.executions.removeFirst();

    assertThatThrownBy(() -> Guarantee.holdAll(workload, topics.written()))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("NothingLost is broken 1 times")
        .hasMessageContaining("EffectsExactly is broken");
  }

  @Test
  void shouldTellALostExecution() {
    topics.executions.remove(1);

    // The one that its emitted event starts can not be found either.
    assertThat(breaches(new NothingLost())).hasSize(2).first().asString().contains("event-2");
  }

  @Test
  void shouldTellADoubledExecution() {
    topics.add(topics.execution("acme-1", "acme", "event-1"));

    assertThat(breaches(new NothingDoubled())).hasSize(2);
  }

  @Test
  void shouldTellATriggerThatRanTwiceUnderTwoIds() {
    topics.add(topics.execution("another-id", "acme", "event-1"));

    assertThat(breaches(new NothingDoubled()))
        .singleElement()
        .asString()
        .contains("execution of trigger");
    assertThat(breaches(new EffectsExactly()))
        .singleElement()
        .asString()
        .contains("nobody expected the execution");
  }

  @Test
  void shouldTellADoubledLogLine() {
    topics.logLines.add(topics.logLines.getFirst());

    assertThat(breaches(new NothingDoubled())).singleElement().asString().contains("log line");
    assertThat(breaches(new EffectsExactly())).isNotEmpty();
  }

  @Test
  void shouldTellADoubledEvent() {
    topics.events.add(topics.events.getFirst());

    assertThat(breaches(new NothingDoubled())).singleElement().asString().contains("event");
    assertThat(breaches(new EffectsExactly())).isNotEmpty();
  }

  @Test
  void shouldTellADoubledWriteOfAValue() {
    topics.values.add(topics.values.getLast());

    assertThat(breaches(new NothingDoubled())).singleElement().asString().contains("write of");
  }

  @Test
  void shouldTellADoubledDeadLetter() {
    topics.deadLetter("acme", "acme-1", "failed");
    topics.deadLetter("acme", "acme-1", "failed");

    assertThat(breaches(new NothingDoubled())).singleElement().asString().contains("dead letter");
  }

  @Test
  void shouldTellExecutionsOutOfOrder() {
    Collections.swap(topics.executions, 0, 1);

    assertThat(breaches(new OrderPerKey())).singleElement().asString().contains("event-1");
  }

  @Test
  void shouldTellLogLinesOutOfOrder() {
    Collections.swap(topics.logLines, 0, 1);

    assertThat(breaches(new OrderPerKey())).singleElement().asString().contains("line 0");
  }

  @Test
  void shouldNotAskForOrderWithoutAKey() {
    Recorded.change(topics.executions, 0, it -> Execution.newBuilder(it).setKey(null).build());
    Recorded.change(topics.executions, 1, it -> Execution.newBuilder(it).setKey(null).build());
    Collections.swap(topics.executions, 0, 1);

    assertThat(breaches(new OrderPerKey())).isEmpty();
  }

  @Test
  void shouldTellATextOfAnotherTenant() {
    Recorded.change(
        topics.logLines,
        0,
        it -> LogLine.newBuilder(it).setMessage(Workload.mark("globex")).build());

    assertThat(breaches(new NoTenantSeesAnother()))
        .singleElement()
        .asString()
        .contains("shows <<globex>>");
  }

  @Test
  void shouldTellATextOfAnotherTenantOverTheApi() {
    topics.overRest.put("acme/points", "\"" + Workload.mark("globex") + "\"");

    assertThat(breaches(new NoTenantSeesAnother())).singleElement().asString().contains("API");
  }

  @Test
  void shouldTellARecordThatIsFiledUnderAnotherTenant() {
    ConsumerRecord<String, LogLine> line = topics.logLines.getFirst();
    topics.logLines.set(0, Recorded.record("execution-logs", "globex", 0, line.value()));

    assertThat(breaches(new NoTenantSeesAnother())).anyMatch(it -> it.contains("filed under"));
  }

  @Test
  void shouldTellARecordOnAnotherPartition() {
    ConsumerRecord<String, LogLine> line = topics.logLines.getFirst();
    topics.logLines.set(
        0,
        new ConsumerRecord<>(
            line.topic(),
            (line.partition() + 1) % Recorded.PARTITIONS,
            0,
            line.key(),
            line.value()));

    assertThat(breaches(new NoTenantSeesAnother()))
        .singleElement()
        .asString()
        .contains("is not the partition of acme");
  }

  @Test
  void shouldTellAnEffectOfAnotherTenantsExecution() {
    Recorded.change(
        topics.logLines, 0, it -> LogLine.newBuilder(it).setExecutionId("globex-1").build());

    assertThat(breaches(new NoTenantSeesAnother()))
        .singleElement()
        .asString()
        .contains("effect of execution globex-1");
  }

  @Test
  void shouldTellAnExecutionOfAnEventThatItsTenantDidNotSend() {
    workload.produced(
        new ProducedEvent("globex", "secret", "issue.scored", Optional.empty(), "{}"));
    topics.add(topics.execution("acme-4", "acme", "secret"));

    assertThat(breaches(new NoTenantSeesAnother()))
        .singleElement()
        .asString()
        .contains("none of its events");
  }

  @Test
  void shouldTellALostUpdate() {
    topics.values.removeLast();
    topics.value("globex-2", "globex", "1", 2);

    assertThat(breaches(new ValuesAddUp()))
        .anyMatch(it -> it.startsWith("globex/points is 1"))
        .anyMatch(it -> it.startsWith("the API shows 1"));
  }

  @Test
  void shouldTellAValueThatWasWrittenTooOften() {
    topics.value("globex-3", "globex", "2", 3);

    assertThat(breaches(new ValuesAddUp()))
        .singleElement()
        .asString()
        .contains("was written 3 times and should have been 2 times");
  }

  @Test
  void shouldTellAVersionThatDoesNotGrow() {
    Recorded.change(
        topics.values,
        topics.values.size() - 1,
        it -> ScriptValue.newBuilder(it).setVersion(1).build());

    assertThat(breaches(new ValuesAddUp()))
        .singleElement()
        .asString()
        .contains("version 1 after 1");
  }

  @Test
  void shouldTellAMissingValueAndOneTooMany() {
    topics.values.removeIf(it -> it.key().startsWith("acme"));
    topics.overRest.remove("acme/points");
    topics.value("x-1", "initech", "1", 1);

    assertThat(breaches(new ValuesAddUp()))
        .anyMatch(it -> it.startsWith("acme/points is missing"))
        .anyMatch(it -> it.startsWith("the API shows null at acme/points"))
        .anyMatch(it -> it.startsWith("initech/points should not be there"))
        .anyMatch(it -> it.startsWith("the API shows initech/points"));
  }

  @Test
  void shouldTellAnotherOutcomeAndAttempt() {
    Recorded.change(
        topics.executions,
        0,
        it -> Execution.newBuilder(it).setOutcome("failed").setAttempt(2).build());

    assertThat(breaches(new EffectsExactly()))
        .anyMatch(it -> it.startsWith("outcome of"))
        .anyMatch(it -> it.startsWith("attempt of"))
        .hasSize(2);
  }

  @Test
  void shouldTellALogLineOfAnotherContent() {
    Recorded.change(topics.logLines, 0, it -> LogLine.newBuilder(it).setData("{\"n\":2}").build());

    assertThat(breaches(new EffectsExactly())).singleElement().asString().contains("data of line");
  }

  @Test
  void shouldTellAMissingLogLineAndAMissingEvent() {
    topics.logLines.removeFirst();
    topics.events.removeLast();

    assertThat(breaches(new EffectsExactly()))
        .anyMatch(it -> it.startsWith("number of log lines"))
        .anyMatch(it -> it.startsWith("number of events"))
        .hasSize(2);
  }

  @Test
  void shouldTellEffectsThatNobodyExpected() {
    topics.logLine("acme-9", "acme", 0, null);
    topics.event("acme-9", "acme", "{}");
    topics.deadLetter("acme", "acme-1", "failed");
    topics.deadLetter("acme", "acme-9", "failed");

    assertThat(breaches(new EffectsExactly()))
        .anyMatch(it -> it.startsWith("nobody expected log lines of acme-9"))
        .anyMatch(it -> it.startsWith("nobody expected events of acme-9"))
        .anyMatch(it -> it.startsWith("nobody expected the dead letter execution-acme-9"))
        .anyMatch(it -> it.startsWith("dead letters of execution acme-1"))
        .hasSize(4);
  }

  private List<String> breaches(Guarantee guarantee) {
    return guarantee.breaches(workload, topics.written());
  }
}
