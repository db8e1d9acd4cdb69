package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.replays.RecordPlace;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionError;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.processors.executions.ExecutionId;
import io.scriptmaster.processors.executions.GivenEvent;
import io.scriptmaster.schedule.ScheduleEvent;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

class ReplayTest extends ApiCase {

  private static final String REPLAY = ACME + "/executions/x1/replay";

  @Test
  void shouldAskForAnExecutionOfTheTriggerEventAgain() {
    // Given
    RecordPlace place = api.replays.add(api.replays.topics.triggerEvents(), 2, 41, event("e-1"));
    execution(place, "e-1", execution -> execution.setListener("all"));

    // When
    Reply reply = api.post(REPLAY, "");

    // Then
    assertThat(reply.status()).isEqualTo(202);
    ExecutionRequest request = api.replays.requests().getFirst();
    assertThat(api.replays.repeats).hasSize(1);
    assertThat(request.getId()).isEqualTo(reply.json().path("requestId").asText());
    assertThat(reply.json().path("executionId").asText())
        .isEqualTo(ExecutionId.of("acme", "score", "replay", request.getId()).value());
    assertThat(request.getTrigger()).isEqualTo("replay");
    assertThat(request.getReplayOf()).isEqualTo("x1");
    assertThat(request.getScript()).isEqualTo("score");
    assertThat(request.getListener()).isEqualTo("all");
    assertThat(request.getHeard()).isFalse();
    assertThat(request.getDepth()).isEqualTo(3);
    assertThat(request.getRequestedBy()).isEqualTo("operator");
    assertThat(request.getRequestedAt()).isEqualTo(ApiFixture.NOW);
    assertThat(request.getEvent()).isEqualTo(event("e-1"));
  }

  @Test
  void shouldAskForOneReplayHoweverOftenTheClientTries() {
    // Given
    RecordPlace place = api.replays.add(api.replays.topics.triggerEvents(), 2, 41, event("e-1"));
    execution(place, "e-1", execution -> execution);

    // When
    Reply first = api.post(REPLAY, "", "Idempotency-Key", "k-1");
    Reply again = api.post(REPLAY, "", "Idempotency-Key", "k-1");
    Reply other = api.post(REPLAY, "", "Idempotency-Key", "k-2");
    Reply none = api.post(REPLAY, "");

    // Then
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(api.replays.requests())
        .extracting(ExecutionRequest::getId)
        .containsExactly(
            first.json().path("requestId").asText(),
            first.json().path("requestId").asText(),
            other.json().path("requestId").asText(),
            none.json().path("requestId").asText())
        .doesNotContainNull();
    assertThat(api.replays.requests().stream().map(ExecutionRequest::getId).distinct()).hasSize(3);
  }

  @Test
  void shouldReplayWhatAScriptEmitted() {
    // Given
    ScriptEvent emitted =
        ScriptEvent.newBuilder()
            .setId("x0-0")
            .setTenant("acme")
            .setType("reporter.promoted")
            .setKey("ada")
            .setOccurredAt(FakeExecutions.STARTED)
            .setPayload("{\"points\":100}")
            .setHeaders(Map.of("a", "b"))
            .setExecutionId("x0")
            .setScript("score")
            .setDepth(1)
            .build();
    execution(
        api.replays.add(api.replays.topics.scriptEvents(), 0, 3, emitted),
        "x0-0",
        execution -> execution);

    // When
    Reply reply = api.post(REPLAY, "");

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(api.replays.requests().getFirst().getHeard()).isTrue();
    TriggerEvent event = api.replays.requests().getFirst().getEvent();
    assertThat(event.getId()).isEqualTo("x0-0");
    assertThat(event.getType()).isEqualTo("reporter.promoted");
    assertThat(event.getKey()).isEqualTo("ada");
    assertThat(event.getPayload()).isEqualTo("{\"points\":100}");
    assertThat(event.getHeaders()).containsEntry("a", "b");
  }

  @Test
  void shouldAskTheListenersAgainWhereAFilterFailed() {
    // Given
    RecordPlace place = api.replays.add(api.replays.topics.triggerEvents(), 2, 41, event("e-1"));
    ExecutionError error =
        ExecutionError.newBuilder().setCode("filter_failed").setMessage("no").build();
    execution(
        place,
        "e-1",
        execution -> execution.setListener("all").setOutcome("failed").setError(error));

    // When
    api.post(REPLAY, "");

    // Then
    assertThat(api.replays.requests())
        .singleElement()
        .extracting(ExecutionRequest::getListener, ExecutionRequest::getHeard)
        .containsExactly("all", true);
  }

  @Test
  void shouldAskTheListenersAgainWhereNothingOfTheScriptRan() {
    // Given
    RecordPlace place = api.replays.add(api.replays.topics.triggerEvents(), 2, 41, event("e-1"));
    execution(
        place,
        "e-1",
        execution -> execution.setListener("all").setOutcome("rejected").setRevision(0));

    // When
    api.post(REPLAY, "");

    // Then
    assertThat(api.replays.requests())
        .singleElement()
        .extracting(ExecutionRequest::getListener, ExecutionRequest::getHeard)
        .containsExactly("all", true);
  }

  @Test
  void shouldReplayASlotOfASchedule() {
    // Given
    Instant time = Instant.parse("2026-11-24T03:00:00Z");
    ScheduleEvent slot =
        ScheduleEvent.newBuilder()
            .setId("nightly@2026-11-24T03:00:00Z")
            .setTenant("acme")
            .setSchedule("nightly")
            .setScript("score")
            .setSlotTime(time)
            .setDueAt(time)
            .setFiredAt(time)
            .setPayload("{\"n\":1}")
            .build();
    RecordPlace place = api.replays.add(api.replays.topics.scheduleEvents(), 1, 7, slot);
    execution(place, slot.getId(), execution -> execution);

    // When
    Reply reply = api.post(REPLAY, "");

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(api.replays.requests())
        .singleElement()
        .extracting(ExecutionRequest::getEvent, ExecutionRequest::getHeard)
        .containsExactly(GivenEvent.of(slot), false);
  }

  @Test
  void shouldReplayAReplay() {
    // Given
    execution(
        api.replays.add(api.replays.topics.webRequests(), 0, 3, request("acme", "r-1")),
        "r-1",
        execution -> execution.setTrigger("replay").setReplayOf("x0"));

    // When
    Reply reply = api.post(REPLAY, "");

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(api.replays.requests().getFirst().getEvent()).isEqualTo(event("e-1"));
    assertThat(api.replays.requests().getFirst().getReplayOf()).isEqualTo("x1");
  }

  @Test
  void shouldSayThatTheTriggerIsGone() {
    // Given
    execution(new RecordPlace(api.replays.topics.triggerEvents().name(), 0, 9), "e-1", it -> it);

    // Then
    api.post(REPLAY, "").isProblem(410, "trigger_gone");
    assertThat(api.replays.repeats).isEmpty();
  }

  @Test
  void shouldNotReplayARecordThatIsAnotherOne() {
    // Given
    var topic = api.replays.topics.triggerEvents();
    TriggerEvent foreign = TriggerEvent.newBuilder(event("e-1")).setTenant("globex").build();

    // When
    execution(api.replays.add(topic, 0, 1, event("e-2")), "e-1", it -> it);
    Reply otherEvent = api.post(REPLAY, "");
    execution(api.replays.add(topic, 0, 2, foreign), "e-1", it -> it);
    Reply otherTenant = api.post(REPLAY, "");
    execution(
        api.replays.add(api.replays.topics.webRequests(), 0, 3, request("globex", "r-1")),
        "r-1",
        it -> it);
    Reply otherTenantsRequest = api.post(REPLAY, "");

    // Then
    otherEvent.isProblem(410, "trigger_gone");
    otherTenant.isProblem(410, "trigger_gone");
    otherTenantsRequest.isProblem(410, "trigger_gone");
    assertThat(api.replays.repeats).isEmpty();
  }

  @Test
  void shouldSayWhenAnExecutionDoesNotTellItsOrigin() {
    // Given
    api.executions.executions.add(FakeExecutions.execution("x1").build());

    // Then
    api.post(REPLAY, "").isProblem(409, "no_origin");
    api.post(ACME + "/executions/none/replay", "").isProblem(404, "not_found");
  }

  @Test
  void shouldAskToTryAgainWhenKafkaDoesNotAnswer() {
    // Given
    execution(
        api.replays.add(api.replays.topics.triggerEvents(), 2, 41, event("e-1")), "e-1", it -> it);
    api.replays.unavailable = true;

    // Then
    api.post(REPLAY, "").isProblem(503, "kafka_unavailable");
  }

  private void execution(
      RecordPlace place, String triggerId, UnaryOperator<Execution.Builder> more) {
    api.executions.executions.clear();
    api.executions.executions.add(
        more.apply(
                FakeExecutions.execution("x1")
                    .setTriggerId(triggerId)
                    .setDepth(3)
                    .setOrigin(new TriggerOrigin(place.topic(), place.partition(), place.offset())))
            .build());
  }

  private static ExecutionRequest request(String tenant, String id) {
    return ExecutionRequest.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setScript("score")
        .setTrigger("replay")
        .setEvent(event("e-1"))
        .setRequestedBy("operator")
        .setRequestedAt(FakeExecutions.STARTED)
        .build();
  }

  private static TriggerEvent event(String id) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setType("issue.created")
        .setKey("ISSUE-1")
        .setOccurredAt(FakeExecutions.STARTED)
        .setPayload("{}")
        .build();
  }
}
