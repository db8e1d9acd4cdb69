package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.processors.executions.work.FairQueue;
import io.scriptmaster.schedule.ScheduleEvent;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Replays, slots of schedules and what cancels them. */
class RequestsTopologyTest extends ExecutionsUnderTest {

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
    // Given
    save("acme", "score", "return event.payload.n;");
    listen("acme", listener("on-issues", "score").setFilter("event.payload.n > 1").build());
    var requests = harness.input(harness.topics().webRequests());
    TriggerEvent unwanted = event("acme", "e-1").setPayload("{\"n\": 1}").build();
    TriggerEvent wanted = event("acme", "e-2").setPayload("{\"n\": 2}").build();

    // When
    requests.pipeInput("acme", replay("r-1", unwanted).setHeard(true).build());
    requests.pipeInput("acme", replay("r-2", wanted).setHeard(true).build());
    requests.pipeInput("acme", replay("r-3", unwanted).build());
    finish("acme");

    // Then
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
    // Given
    save("acme", script("acme", "score", "return 1;").setEnabled(false).build());

    // When
    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("run").build());
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", replay("r-1", event("acme", "e-1").build()).build());
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getOutcome, it -> it.getError().getCode())
        .containsExactlyInAnyOrder(
            tuple("rejected", "script_disabled"), tuple("rejected", "script_disabled"));
  }

  @Test
  void shouldRunARequestOnceAndSayWhatItRepeats() {
    // Given
    save("acme", "score", "return event.payload.n;");
    ExecutionRequest request =
        replay("r-1", event("acme", "e-1").setPayload("{\"n\": 7}").build()).build();

    // When
    harness.input(harness.topics().webRequests()).pipeInput("acme", request);
    harness.input(harness.topics().webRequests()).pipeInput("acme", request);
    finish("acme");

    // Then
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
    // Given
    save("acme", "score", "return [event.payload.n, event.headers.slotTime, sm.execution.trigger]");

    // When
    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("run").build());
    finish("acme");

    // Then
    Execution execution = executions.readValue();
    assertThat(execution.getTrigger()).isEqualTo("schedule");
    assertThat(execution.getTriggerId()).isEqualTo("nightly@2026-11-24T03:00:00Z");
    assertThat(execution.getResult()).isEqualTo("[3,\"2026-11-24T03:00:00Z\",\"schedule\"]");
  }

  @Test
  void shouldEndAnExecutionThatIsCancelledWhileItWaits() {
    // Given
    save("acme", "score", "await new Promise(done => setTimeout(done, 20000))");
    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("run").build());
    FairQueue queue = shared.parts(null).workers().queue();
    await().until(() -> queue.counts("acme").waiting() == 1);

    // When
    harness.input(harness.topics().scheduleEvents()).pipeInput("acme", slot("cancel").build());
    finish("acme");

    // Then
    Execution execution = executions.readValue();
    assertThat(execution.getOutcome()).isEqualTo("aborted");
    assertThat(execution.getError().getCode()).isEqualTo("cancelled");
  }

  @Test
  void shouldCancelAnExecutionForWhichThereWasNoRoomInMemory() {
    // Given more megabytes than a tenant may have in memory
    save("acme", "score", "await new Promise(done => setTimeout(done, 2000))");
    var slots = harness.input(harness.topics().scheduleEvents());
    Instant first = Instant.parse("2026-11-24T03:00:00Z");
    String large = "\"" + "x".repeat(1_000_000) + "\"";
    for (int n = 0; n < 25; n++) {
      slots.pipeInput("acme", slot("run", first.plusSeconds(n)).setPayload(large).build());
    }

    assertThat(shared.parts(null).workers().queue().counts("acme").all()).isLessThan(25);

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
}
