package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.scriptmaster.engine.ScriptEngine;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.ExecutionRequest;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Listeners whose keys wait behind what failed. */
class ParkingTopologyTest extends ExecutionsUnderTest {

  private static final String FAILS_FIRST =
      "if (event.id === 'e-1') throw new Error('no'); return event.id";

  @Test
  void shouldParkLaterEventsOfAKeyUntilTheFailedOneIsReplayed() {
    // Given a listener that parks, and a script that fails for one event until it is mended
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
    pipe("e-3");
    pipe(event("acme", "e-4").setKey("other").build());
    finish("acme");
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, Execution::getOutcome)
        .containsExactlyInAnyOrder(tuple("e-1", "failed"), tuple("e-4", "succeeded"));

    // When
    ExecutionRequest failed = request(deadLetters.readValue());
    mend("return event.id");
    redrive(failed, "redrive-1");
    pipe("e-5");
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
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
    finish("acme");
    ExecutionRequest failed = request(deadLetters.readValue());
    executions.readValuesToList();

    redrive(failed, "redrive-1");
    finish("acme");
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTrigger, Execution::getOutcome)
        .containsExactly(tuple("replay", "failed"));

    // When the second letter is redriven, after the script was mended
    ExecutionRequest failedAgain = request(deadLetters.readValue());
    mend("return event.id");
    redrive(failedAgain, "redrive-2");
    finish("acme");

    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"", "\"e-2\"");
  }

  @Test
  void shouldGoOnWithoutTheFailedEventWhenItsKeyIsReleased() {
    // Given
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
    pipe("e-3");
    finish("acme");
    executions.readValuesToList();
    ExecutionRequest failed = request(deadLetters.readValue());

    // When somebody means another event, a key that does not wait, another tenant's
    release(failed, event -> event.setId("e-0"));
    release(failed, event -> event.setKey("other"));
    release(failed, event -> event.setKey(null));
    release(failed, event -> event.setTenant("globex"));
    finish("acme");

    // Then
    assertThat(executions.isEmpty()).isTrue();

    // When
    release(failed, event -> event);
    release(failed, event -> event);
    pipe("e-4");
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-2\"", "\"e-3\"", "\"e-4\"");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldReleaseWhatIsParkedWhenTheListenerNoLongerParks() {
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
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
  void shouldKeepWhatIsParkedWhileItsListenerIsDisabled() {
    // Given
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
    finish("acme");
    executions.readValuesToList();
    ExecutionRequest failed = request(deadLetters.readValue());

    // When
    listen(
        "acme",
        listener("on-issues", "score")
            .setOnFailure("park")
            .setEnabled(false)
            .setVersion(3)
            .build());
    harness.driver().advanceWallClockTime(Duration.ofSeconds(2));
    finish("acme");

    // Then
    assertThat(executions.isEmpty()).isTrue();

    // When
    mend("return event.id");
    redrive(failed, "redrive-1");
    finish("acme");
    harness.driver().advanceWallClockTime(Duration.ofSeconds(2));
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"");

    // When
    listen("acme", listener("on-issues", "score").setOnFailure("park").setVersion(4).build());
    pipe("e-3");
    harness.driver().advanceWallClockTime(Duration.ofSeconds(2));
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-2\"", "\"e-3\"");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldKeepALetterOfWhatWasParkedForAScriptThatItsListenerNoLongerNames() {
    // Given
    park(FAILS_FIRST);
    save("acme", script("acme", "other", "return event.id").build());
    pipe("e-1");
    pipe("e-2");
    finish("acme");
    executions.readValuesToList();
    ExecutionRequest failed = request(deadLetters.readValue());

    // When
    listen("acme", listener("on-issues", "other").setOnFailure("park").setVersion(3).build());
    release(failed, event -> event);
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-2", "listener_not_found"));
    assertThat(request(deadLetters.readValue()).getEvent().getId()).isEqualTo("e-2");
    assertThat(deadLetters.isEmpty()).isTrue();
  }

  @Test
  void shouldNotKeepALaneOfAListenerThatIsGone() {
    // Given a lane with more than one batch of those that wait
    park("if (event.id === 'e-0') throw new Error('no'); return event.id");
    for (int n = 0; n < 130; n++) {
      pipe("e-" + n);
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
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
    pipe("e-3");
    finish("acme");
    executions.readValuesToList();
    ExecutionRequest failed = request(deadLetters.readValue());
    mend("return event.id");

    redrive(failed, "redrive-1");
    redrive(failed, "redrive-2");
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
    park(FAILS_FIRST);
    pipe("e-1");
    pipe("e-2");
    finish("acme");
    ExecutionRequest failed = request(deadLetters.readValue());
    redrive(failed, "redrive-1");
    finish("acme");
    executions.readValuesToList();

    // When
    mend("return event.id");
    redrive(failed, "redrive-2");
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"", "\"e-2\"");
  }

  @Test
  void shouldNotParkAgainForASecondReplayThatFails() {
    // Given one that is replayed with success, once
    park(
        "if (event.id === 'e-1' && sm.execution.trigger === 'event') throw new Error('no'); return event.id");
    pipe("e-1");
    finish("acme");
    ExecutionRequest failed = request(deadLetters.readValue());
    redrive(failed, "redrive-1");
    finish("acme");
    executions.readValuesToList();

    // When
    mend(FAILS_FIRST);
    redrive(failed, "redrive-2");
    pipe("e-2");
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
    park("return event.id");

    // When
    pipe("e-1");
    pipe("e-2");
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
    save("acme", "score", FAILS_FIRST);
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
    mend("return event.id");
    redrive(failed, "redrive-1");
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
    park("if (event.id === 'e-0') throw new Error('no'); return event.id");
    for (int n = 0; n < 150; n++) {
      send(event("acme", "e-" + n).setKey("k").build());
    }
    ExecutionRequest failed = request(deadLetters.readValue());
    executions.readValuesToList();
    mend("return event.id");

    // When
    redrive(failed, "redrive-1");
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
    park("throw new Error('no')");
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
  void shouldParkBehindAFilterThatFailedAndAskItAgainWhenItIsMended() {
    // Given
    save("acme", "score", "return event.id");
    filter("event.payload.issue.id > 0");
    pipe("e-1");
    pipe("e-2");
    pipe("e-3");
    finish("acme");
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-1", "filter_failed"));

    // When
    ExecutionRequest failed = request(deadLetters.readValue());
    filter("event.id !== 'e-2'");
    redrive(failed, "redrive-1");
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-1\"", "\"e-3\"");
  }

  @Test
  void shouldReleaseWhatWaitsBehindAnEventThatNobodyWantsAnyMore() {
    // Given
    save("acme", "score", "return event.id");
    filter("event.payload.issue.id > 0");
    pipe("e-1");
    pipe("e-2");
    finish("acme");
    executions.readValuesToList();

    // When
    ExecutionRequest failed = request(deadLetters.readValue());
    filter("event.id !== 'e-1'");
    redrive(failed, "redrive-1");
    finish("acme");

    // Then
    Execution unwanted = executions.readValue();
    assertThat(unwanted.getReplayOf()).isEqualTo(failed.getReplayOf());
    assertThat(unwanted.getError().getCode()).isEqualTo("not_wanted");
    assertThat(executions.readValuesToList())
        .extracting(Execution::getResult)
        .containsExactly("\"e-2\"");
  }

  @Test
  void shouldRefuseWhatCouldOpenMoreLanesAlsoWhereTheFilterFails() {
    // Given
    start(withMemory(1));
    save("acme", "score", "return event.id");
    filter("event.payload.issue.id > 0");
    for (int n = 0; n < MemoryShare.SURE_LANES; n++) {
      send(event("acme", "e-" + n).setKey("k-" + n).build());
    }
    executions.readValuesToList();

    // When
    send(event("acme", "e-100").setKey("k-100").build());

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-100", "backlog_full"));
    assertThat(request(deadLetters.readValuesToList().getLast()).getHeard()).isTrue();
  }

  @Test
  void shouldAskTheFilterAgainWhereThePlatformFailedToAskIt() {
    // Given an engine that runs nothing
    ScriptEngine closed = ScriptEngine.create();
    closed.close();
    start(new Executions(closed, WORKERS, InstantSource.system(), new SimpleMeterRegistry()));
    save("acme", "score", "return event.id");
    filter("event.payload.n > 0");

    // When
    pipe("e-1");
    pipe("e-2");
    finish("acme");

    // Then
    assertThat(executions.readValuesToList())
        .extracting(Execution::getTriggerId, it -> it.getError().getCode())
        .containsExactly(tuple("e-1", "platform_failure"));
    assertThat(request(deadLetters.readValue()).getHeard()).isTrue();
    harness.driver().advanceWallClockTime(Duration.ofSeconds(1));
    assertThat(backlog("acme")).contains("\"parked\":1}");
  }

  /** The listener, which parks, gets another filter. */
  private void filter(String filter) {
    listen("acme", listener("on-issues", "score").setOnFailure("park").setFilter(filter).build());
  }

  /** A script whose listener parks. */
  private void park(String source) {
    save("acme", "score", source);
    listen("acme", listener("on-issues", "score").setOnFailure("park").build());
  }

  private void mend(String source) {
    save("acme", script("acme", "score", source).setVersion(2).setRevision(2).build());
  }

  private void redrive(ExecutionRequest failed, String id) {
    harness
        .input(harness.topics().webRequests())
        .pipeInput("acme", ExecutionRequest.newBuilder(failed).setId(id).build());
  }

  private void release(ExecutionRequest failed, UnaryOperator<TriggerEvent.Builder> change) {
    TriggerEvent event = change.apply(TriggerEvent.newBuilder(failed.getEvent())).build();
    harness
        .input(harness.topics().webRequests())
        .pipeInput(
            event.getTenant(),
            ExecutionRequest.newBuilder(failed)
                .setId("release-1")
                .setTenant(event.getTenant())
                .setTrigger(ParkedKey.RELEASE)
                .setEvent(event)
                .build());
  }

  /** An event of the one key. */
  private void pipe(String id) {
    pipe(event("acme", id).setKey("k").build());
  }
}
