package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.api.replays.RecordPlace;
import io.scriptmaster.api.replays.Repeat;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.processors.history.DeadLetterFilter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeadLettersTest extends ApiCase {

  private static final String LETTERS = ACME + "/dead-letters";
  private static final String EVENT = "scriptmaster.trigger-events-1-7";
  private static final String EXECUTION = "execution-x1";

  @Test
  void shouldListDeadLettersWithoutWhatTheyHold() {
    // Given
    addEvent(EVENT, "e-1");

    // When
    Reply reply = api.get(LETTERS);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    var item = reply.json().path("items").get(0);
    assertThat(item.path("id").asText()).isEqualTo(EVENT);
    assertThat(item.path("reason").asText()).isEqualTo("unknown_tenant");
    assertThat(item.path("failedAt").asText()).isEqualTo("2026-11-24T08:30:00.123Z");
    assertThat(item.path("redrives").asInt()).isZero();
    assertThat(item.path("redrivenAt").isNull()).isTrue();
    assertThat(item.has("value")).isFalse();
    assertThat(item.has("key")).isFalse();
  }

  @Test
  void shouldPageAndPassTheFiltersOn() {
    // Given
    for (int number = 0; number < 45; number++) {
      addEvent("letter-" + number, "e-" + number);
    }

    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Reply reply = api.get(LETTERS + "?reason=unknown_tenant&limit=20" + cursor);
      reply.json().path("items").forEach(item -> seen.add(item.path("id").asText()));
      cursor =
          reply.json().path("nextCursor").isNull()
              ? null
              : "&cursor=" + reply.json().path("nextCursor").asText();
    } while (cursor != null);
    api.get(LETTERS + "?script=score&listener=all");

    // Then
    assertThat(seen).hasSize(45).doesNotHaveDuplicates();
    assertThat(api.deadLetters.filters.getLast())
        .isEqualTo(
            new DeadLetterFilter(Optional.empty(), Optional.of("score"), Optional.of("all")));
    api.get(LETTERS + "?script=Not%20An%20Id").isProblem(400, "invalid_query").onField("script");
    api.get(LETTERS + "?reason=X").isProblem(400, "invalid_query").onField("reason");
  }

  @Test
  void shouldShowATriggerEventAsJson() {
    // Given
    addEvent(EVENT, "e-1");

    // When
    Reply reply = api.get(LETTERS + "/" + EVENT);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("key").asText()).isEqualTo("acme");
    assertThat(reply.json().path("keyEncoding").asText()).isEqualTo("text");
    assertThat(reply.json().path("valueEncoding").asText()).isEqualTo("json");
    assertThat(reply.json().path("value").path("id").asText()).isEqualTo("e-1");
  }

  @Test
  void shouldShowTheRequestOfAnExecutionAsJson() {
    // Given
    addExecution(EXECUTION, "acme");

    // When
    Reply reply = api.get(LETTERS + "/" + EXECUTION);

    // Then
    assertThat(reply.json().path("execution").asText()).isEqualTo("x1");
    assertThat(reply.json().path("valueEncoding").asText()).isEqualTo("json");
    assertThat(reply.json().path("value").path("event").path("id").asText()).isEqualTo("e-1");
  }

  @Test
  void shouldShowEverythingElseAsBase64() {
    // Given
    add(
        FakeDeadLetters.letter(EVENT)
            .setKey(ByteBuffer.wrap(new byte[] {-1, 0}))
            .setValue(ByteBuffer.wrap(new byte[] {1, 2, 3}))
            .build());

    // When
    Reply reply = api.get(LETTERS + "/" + EVENT);

    // Then
    assertThat(reply.json().path("valueEncoding").asText()).isEqualTo("base64");
    assertThat(reply.json().path("value").asText()).isEqualTo("AQID");
    assertThat(reply.json().path("keyEncoding").asText()).isEqualTo("base64");
    assertThat(reply.json().path("key").asText()).isEqualTo("/wA=");
  }

  @Test
  void shouldShowADeadLetterWhoseRecordIsGone() {
    // Given
    api.deadLetters.letters.add(FakeDeadLetters.letter(EVENT).build());

    // When
    Reply reply = api.get(LETTERS + "/" + EVENT);
    Reply redrive = api.post(LETTERS + "/" + EVENT + "/redrive", "");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("value").isNull()).isTrue();
    redrive.isProblem(410, "letter_gone");
  }

  @Test
  void shouldProduceTheOriginalBytesOfATriggerEventAgain() {
    // Given
    DeadLetter letter = addEvent(EVENT, "e-1");

    // When
    Reply reply = api.post(LETTERS + "/" + EVENT + "/redrive", "");

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("redriven").asInt()).isEqualTo(1);
    assertThat(api.replays.repeats).hasSize(1);
    assertThat(((Repeat.OfEvent) api.replays.repeats.getFirst()).value())
        .isEqualTo(letter.getValue().array());
    Reply after = api.get(LETTERS + "/" + EVENT);
    assertThat(after.json().path("redrivenAt").asText()).isEqualTo("2026-11-24T09:00:00.000Z");
    assertThat(after.json().path("redrivenBy").asText()).isEqualTo("operator");
    assertThat(after.json().path("redrives").asInt()).isEqualTo(1);
  }

  @Test
  void shouldAskForTheExecutionOfADeadLetterAgain() {
    // Given
    addExecution(EXECUTION, "acme");

    // When
    api.post(LETTERS + "/" + EXECUTION + "/redrive", "");
    api.post(LETTERS + "/" + EXECUTION + "/redrive", "");

    // Then
    assertThat(api.replays.requests())
        .extracting(ExecutionRequest::getId)
        .containsExactly("execution-x1-redrive-1", "execution-x1-redrive-2");
    ExecutionRequest request = api.replays.requests().getFirst();
    assertThat(request.getTrigger()).isEqualTo("replay");
    assertThat(request.getReplayOf()).isEqualTo("x1");
    assertThat(request.getScript()).isEqualTo("score");
    assertThat(request.getListener()).isEqualTo("all");
    assertThat(request.getDepth()).isEqualTo(2);
    assertThat(request.getRequestedBy()).isEqualTo("operator");
    assertThat(request.getEvent().getId()).isEqualTo("e-1");
    assertThat(api.replays.told)
        .extracting(EntityChange::getKind, EntityChange::getEntity, EntityChange::getVersion)
        .containsExactly(tuple("dead-letter", EXECUTION, 1L), tuple("dead-letter", EXECUTION, 2L));
  }

  @Test
  void shouldRedriveOnceHoweverOftenTheClientTries() {
    // Given
    addExecution(EXECUTION, "acme");
    String path = LETTERS + "/" + EXECUTION + "/redrive";

    // When
    Reply first = api.post(path, "", "Idempotency-Key", "k-1");
    Reply again = api.post(path, "", "Idempotency-Key", "k-1");
    Reply other = api.post(path, "", "Idempotency-Key", "k-2");

    // Then
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.status()).isEqualTo(202);
    assertThat(api.replays.requests()).hasSize(2);
    assertThat(api.replays.requests().stream().map(ExecutionRequest::getId).distinct()).hasSize(2);
    assertThat(api.replays.told).hasSize(2);
  }

  @Test
  void shouldRefuseWhatCanNotRunAgain() {
    // Given
    add(letterOf("e-1", EVENT).setTruncated(true).build());
    add(letterOf("e-1", "commands-0-1").setTopic("scriptmaster.commands").build());
    addExecution(EXECUTION, "globex");

    // Then
    api.post(LETTERS + "/" + EVENT + "/redrive", "")
        .isProblem(409, "letter_truncated")
        .telling("offset 7");
    api.post(LETTERS + "/commands-0-1/redrive", "").isProblem(409, "not_redrivable");
    api.post(LETTERS + "/" + EXECUTION + "/redrive", "").isProblem(409, "not_redrivable");
    api.post(LETTERS + "/none/redrive", "").isProblem(404, "not_found");
    assertThat(api.replays.repeats).isEmpty();
    assertThat(api.replays.told).isEmpty();
  }

  @Test
  void shouldRedriveTheOldestThatWereNeverRedriven() {
    // Given
    for (int number = 30; number > 0; number--) {
      addEvent("letter-" + number, "e-" + number);
    }
    add(letterOf("e-0", "letter-0").setTruncated(true).build());
    api.post(LETTERS + "/letter-2/redrive", "");
    api.replays.told.clear();

    // When
    Reply first = api.post(LETTERS + "/redrive", "{\"limit\":12}");
    List<String> firstTold = told();
    Reply rest = api.post(LETTERS + "/redrive", "{\"reason\":\"unknown_tenant\"}");
    Reply none = api.post(LETTERS + "/redrive", "{\"script\":\"score\"}");

    // Then
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json()).hasToString("{\"redriven\":12,\"skipped\":1}");
    assertThat(firstTold)
        .containsExactly(
            "letter-1",
            "letter-3",
            "letter-4",
            "letter-5",
            "letter-6",
            "letter-7",
            "letter-8",
            "letter-9",
            "letter-10",
            "letter-11",
            "letter-12",
            "letter-13");
    assertThat(rest.json()).hasToString("{\"redriven\":17,\"skipped\":1}");
    assertThat(none.json()).hasToString("{\"redriven\":0,\"skipped\":0}");
    assertThat(told()).doesNotHaveDuplicates().hasSize(29);
    assertThat(api.replays.repeats).hasSize(30);
  }

  @Test
  void shouldNotGoOnToFurtherLettersWhenTheClientTriesAgain() {
    // Given
    for (int number = 30; number > 0; number--) {
      addEvent("letter-" + number, "e-" + number);
    }

    // When
    Reply first = api.post(LETTERS + "/redrive", "{\"limit\":12}", "Idempotency-Key", "k-1");
    Reply again = api.post(LETTERS + "/redrive", "{\"limit\":12}", "Idempotency-Key", "k-1");

    // Then
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(api.replays.repeats).hasSize(12);
  }

  @Test
  void shouldReachLettersBeyondTheNewestTenThousand() {
    // Given
    for (int number = 10_000; number > 0; number--) {
      api.deadLetters.letters.add(
          FakeDeadLetters.letter("skipped-" + number).setReason("retention_passed").build());
    }
    addEvent("letter-1", "e-1");
    addEvent("letter-0", "e-0");

    // When
    Reply newest = api.post(LETTERS + "/redrive", "{}");
    String cursor = newest.json().path("nextCursor").asText();
    Reply older = api.post(LETTERS + "/redrive", "{\"cursor\":\"%s\"}".formatted(cursor));
    Reply other = api.post(LETTERS + "/redrive", "{\"cursor\":\"x%s\"}".formatted(cursor));

    // Then
    assertThat(newest.json().path("redriven").asInt()).isZero();
    assertThat(newest.json().path("skipped").asInt()).isEqualTo(10_000);
    assertThat(older.json()).hasToString("{\"redriven\":2,\"skipped\":0}");
    assertThat(told()).containsExactly("letter-0", "letter-1");
    other.isProblem(400, "invalid_query").onField("cursor");
  }

  @Test
  void shouldCountWhatItLookedAtAndNotWhatItFound() {
    // Given
    for (int number = 0; number < 25_000; number++) {
      api.deadLetters.letters.add(FakeDeadLetters.letter("letter-" + number).build());
    }

    // When
    Reply reply = api.post(LETTERS + "/redrive", "{\"reason\":\"none\"}");

    // Then
    assertThat(reply.json().path("redriven").asInt()).isZero();
    assertThat(reply.json().path("nextCursor").asText()).isNotEmpty();
    assertThat(api.deadLetters.filters).hasSize(20);
  }

  @Test
  void shouldNotLetLettersThatAreGoneKeepOthersFromRunning() {
    // Given
    addEvent("young", "e-9");
    for (int number = 0; number < 20; number++) {
      addEvent("gone-" + number, "e-" + number);
      api.replays.forget(
          new RecordPlace("scriptmaster.dead-letters", 0, api.deadLetters.letters.size() - 1));
    }

    // When
    Reply reply = api.post(LETTERS + "/redrive", "{\"limit\":5}");

    // Then
    assertThat(reply.json()).hasToString("{\"redriven\":1,\"skipped\":20}");
    assertThat(told()).containsExactly("young");
  }

  @Test
  void shouldTellThatTheValueOfALetterIsGone() {
    // Given
    add(FakeDeadLetters.letter(EVENT).setReason("retention_passed").build());

    // When
    Reply one = api.post(LETTERS + "/" + EVENT + "/redrive", "");
    Reply many = api.post(LETTERS + "/redrive", "{}");

    // Then
    one.isProblem(409, "value_gone").telling("offset 7 of partition 1");
    assertThat(many.json()).hasToString("{\"redriven\":0,\"skipped\":1}");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"limit\":0}            | limit",
        "{\"limit\":1001}         | limit",
        "{\"limit\":1.5}          | limit",
        "{\"limit\":\"1\"}        | limit",
        "{\"script\":\"No Id\"}   | script",
        "{\"reason\":5}           | reason",
        "{\"reason\":\"X y\"}     | reason",
        "{\"letters\":[]}         | letters"
      })
  void shouldNameTheFieldThatIsWrong(String body, String field) {
    api.post(LETTERS + "/redrive", body).isProblem(422, "invalid_field").onField(field);
  }

  @Test
  void shouldNotTellOfARedriveThatWasNotAcknowledged() {
    // Given
    addEvent(EVENT, "e-1");
    api.replays.unavailable = true;

    // When
    Reply reply = api.post(LETTERS + "/" + EVENT + "/redrive", "");

    // Then
    reply.isProblem(503, "kafka_unavailable");
    assertThat(api.get(LETTERS + "/" + EVENT).json().path("redrives").asInt()).isZero();
  }

  @Test
  void shouldHideTheDeadLettersOfOthers() {
    // Given
    api.entities.addTenant("globex");
    addEvent(EVENT, "e-1");

    // Then
    assertThat(api.get("/v1/tenants/globex/dead-letters").json().path("items")).isEmpty();
    api.get("/v1/tenants/globex/dead-letters/" + EVENT).isProblem(404, "not_found");
    api.post("/v1/tenants/globex/dead-letters/" + EVENT + "/redrive", "")
        .isProblem(404, "not_found");
  }

  private List<String> told() {
    return api.replays.told.stream().map(EntityChange::getEntity).toList();
  }

  private DeadLetter addEvent(String letter, String id) {
    return add(letterOf(id, letter).build());
  }

  private DeadLetter.Builder letterOf(String event, String letter) {
    return FakeDeadLetters.letter(letter)
        .setValue(
            ByteBuffer.wrap(api.replays.bytes(api.replays.topics.triggerEvents(), event(event))));
  }

  private void addExecution(String letter, String tenantOfTheRequest) {
    ExecutionRequest request =
        ExecutionRequest.newBuilder()
            .setId("x1")
            .setTenant(tenantOfTheRequest)
            .setScript("score")
            .setListener("all")
            .setTrigger("event")
            .setDepth(2)
            .setEvent(event("e-1"))
            .setRequestedBy("platform")
            .setRequestedAt(FakeDeadLetters.FAILED)
            .build();
    add(
        FakeDeadLetters.letter(letter)
            .setReason("failed")
            .setExecution("x1")
            .setScript("score")
            .setListener("all")
            .setValue(ByteBuffer.wrap(api.replays.bytes(api.replays.topics.webRequests(), request)))
            .build());
  }

  private DeadLetter add(DeadLetter letter) {
    api.replays.add(api.replays.topics.deadLetters(), 0, api.deadLetters.letters.size(), letter);
    api.deadLetters.letters.add(letter);
    return letter;
  }

  private static TriggerEvent event(String id) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setType("issue.created")
        .setOccurredAt(FakeDeadLetters.FAILED)
        .setPayload("{}")
        .build();
  }
}
