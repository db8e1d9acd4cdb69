package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.processors.executions.ParkedKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParkedKeysTest extends ApiCase {

  private static final String KEYS = ACME + "/parked-keys";
  private static final String RELEASE = KEYS + "/release";
  private static final String ONE =
      "{\"listener\":\"on-issues\",\"key\":\"PROJ/1\",\"execution\":\"x-PROJ/1\"}";

  @Test
  void shouldListTheKeysOfAllListenersOrOfOne() {
    // Given
    park("on-issues", "PROJ/1", ParkedKey.WAITING);
    park("on-pages", "p", "releasing");

    // Then
    assertThat(api.get(KEYS).json().path("items"))
        .extracting(key -> key.path("listener").asText())
        .containsExactly("on-issues", "on-pages");
    assertThat(api.get(KEYS + "?listener=on-pages").json().path("items"))
        .extracting(key -> key.path("state").asText())
        .containsExactly("releasing");
    assertThat(api.get(KEYS + "?listener=on-issues&key=PROJ%2F1").json().path("items"))
        .extracting(key -> key.path("failed").path("execution").asText())
        .containsExactly("x-PROJ/1");
    assertThat(api.get(KEYS + "?listener=on-issues&key=other").json().path("items")).isEmpty();
  }

  @Test
  void shouldListInParts() {
    // Given
    park("on-issues", "a", ParkedKey.WAITING);
    park("on-issues", "b", ParkedKey.WAITING);

    // When
    Reply first = api.get(KEYS + "?limit=1");
    Reply second = api.get(KEYS + "?cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(second.json().path("items"))
        .extracting(key -> key.path("key").asText())
        .containsExactly("b");
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldAskForTheReleaseOfWhatWaitsBehindTheEvent() {
    // Given
    park("on-issues", "PROJ/1", ParkedKey.WAITING);
    api.replays.then(() -> api.parkedKeys.remove("on-issues", "PROJ/1"));

    // When
    Reply reply = api.post(RELEASE, ONE);

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("waiting").asInt()).isEqualTo(3);
    ExecutionRequest request = api.replays.requests().getFirst();
    assertThat(request.getTrigger()).isEqualTo("release");
    assertThat(request.getListener()).isEqualTo("on-issues");
    assertThat(request.getReplayOf()).isEqualTo("x-PROJ/1");
    assertThat(request.getEvent().getId()).isEqualTo("e-PROJ/1");
    assertThat(request.getEvent().getKey()).isEqualTo("PROJ/1");
    assertThat(request.getEvent().getTenant()).isEqualTo("acme");
    assertThat(api.replays.told)
        .singleElement()
        .satisfies(
            change -> {
              assertThat(change.getKind()).isEqualTo("parked-key");
              assertThat(change.getEntity()).isEqualTo("on-issues");
              assertThat(change.getAction()).isEqualTo("released");
              assertThat(change.getActor()).isEqualTo("operator");
              assertThat(change.getBefore()).contains("PROJ/1");
            });
  }

  @Test
  void shouldAnswerOnceTheKeyWaitsForAnotherEvent() {
    // Given
    park("on-issues", "PROJ/1", ParkedKey.WAITING);
    ParkedKey behindAnother =
        new ParkedKey(
            "on-issues",
            "PROJ/1",
            ParkedKey.WAITING,
            2,
            0,
            null,
            new ParkedKey.Failed("x-2", "score", "e-2"));
    api.replays.then(() -> api.parkedKeys.put(behindAnother));

    // Then
    assertThat(api.post(RELEASE, ONE).status()).isEqualTo(202);
  }

  @Test
  void shouldTellWhereItIsNotShownToBeReleased() {
    // Given
    park("on-issues", "PROJ/1", ParkedKey.WAITING);

    // When
    Reply reply = api.post(RELEASE, ONE);

    // Then
    assertThat(reply.status()).isEqualTo(503);
    assertThat(reply.json().path("code").asText()).isEqualTo("view_unavailable");
    assertThat(reply.json().path("detail").asText()).contains("the key was released");
  }

  @Test
  void shouldLeaveAloneWhatIsBeingReleased() {
    // Given
    park("on-issues", "PROJ/1", "releasing");

    // Then
    assertThat(api.post(RELEASE, ONE).status()).isEqualTo(202);
    assertThat(api.replays.repeats).isEmpty();
    assertThat(api.replays.told).isEmpty();
  }

  @Test
  void shouldNotPassOverAnotherEventThanTheOneThatIsMeant() {
    // Given
    park("on-issues", "PROJ/1", ParkedKey.WAITING);

    // When
    Reply reply = api.post(RELEASE, ONE.replace("x-PROJ/1", "x-0"));

    // Then
    reply.isProblem(409, "not_waiting");
    assertThat(api.replays.repeats).isEmpty();
  }

  @Test
  void shouldNotFindAKeyThatDoesNotWait() {
    assertThat(api.post(RELEASE, ONE).status()).isEqualTo(404);
    assertThat(api.replays.repeats).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"listener\":\"on-issues\",\"execution\":\"x\"} | key",
        "{\"listener\":\"on-issues\",\"key\":\"a\"} | execution",
        "{\"key\":\"a\"} | listener",
        "{\"listener\":\"No/Id\",\"key\":\"a\"} | listener",
        "{\"listener\":\"on-issues\",\"key\":1} | key",
        "{\"listener\":\"on-issues\",\"key\":\"a\",\"all\":true} | all"
      })
  void shouldSayWhatIsAccepted(String body, String field) {
    // When
    Reply reply = api.post(RELEASE, body);

    // Then
    assertThat(reply.status()).isEqualTo(422);
    assertThat(reply.json().path("field").asText()).isEqualTo(field);
  }

  @Test
  void shouldSayThatAKeyGoesWithItsListener() {
    // When
    Reply reply = api.get(KEYS + "?key=a");

    // Then
    assertThat(reply.status()).isEqualTo(400);
    assertThat(reply.json().path("field").asText()).isEqualTo("listener");
  }

  private void park(String listener, String key, String state) {
    api.parkedKeys.put(
        new ParkedKey(
            listener,
            key,
            state,
            3,
            0,
            "2026-11-24T08:30:00Z",
            new ParkedKey.Failed("x-" + key, "score", "e-" + key)));
  }
}
