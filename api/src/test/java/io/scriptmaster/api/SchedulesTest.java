package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.scheduler.SlotFilter;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is below a schedule: its next slots, its former ones, and a run. */
class SchedulesTest extends ApiCase {

  private static final String NIGHTLY = ACME + "/schedules/nightly";
  private static final String YESTERDAY =
      "{\"from\":\"2026-11-23T09:00:00Z\",\"to\":\"2026-11-24T09:00:00Z\"}";
  private static final Instant TEN = Instant.parse("2026-11-24T10:00:00Z");

  @BeforeEach
  void save() {
    api.put(NIGHTLY, "{\"cron\":\"0 3 * * *\",\"timeZone\":\"Europe/Vienna\",\"script\":\"s\"}");
  }

  @Test
  void shouldShowWhenItComesDueNext() {
    // When
    Reply two = api.get(NIGHTLY + "/next?count=2");
    Reply unlessGiven = api.get(NIGHTLY + "/next");

    // Then
    JsonNode items = two.json().get("items");
    assertThat(two.status()).isEqualTo(200);
    assertThat(items).hasSize(2);
    assertThat(items.get(0).get("slotTime").textValue()).isEqualTo("2026-11-25T02:00:00Z");
    assertThat(items.get(0).get("dueAt").textValue()).isEqualTo("2026-11-25T02:00:00Z");
    assertThat(items.get(0).get("local").textValue()).isEqualTo("2026-11-25T03:00+01:00");
    assertThat(unlessGiven.json().get("items")).hasSize(20);
  }

  @Test
  void shouldShowNoSlotOfADisabledSchedule() {
    // Given
    api.put(
        NIGHTLY,
        "{\"cron\":\"0 3 * * *\",\"timeZone\":\"UTC\",\"script\":\"s\",\"enabled\":false}");

    // When
    Reply next = api.get(NIGHTLY + "/next");

    // Then
    assertThat(next.json().get("items")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "x", "1.5", ""})
  void shouldRefuseACountThatIsNone(String count) {
    // When
    Reply reply = api.get(NIGHTLY + "/next?count=" + count);

    // Then
    reply.isProblem(400, "invalid_query").onField("count");
  }

  @Test
  void shouldShowWhatBecameOfSlotsInParts() {
    // Given
    api.slots.slots.add(slot("nightly", TEN, "skipped", "overlap"));
    api.slots.slots.add(slot("nightly", TEN.minusSeconds(60), "ran", null));
    api.slots.slots.add(slot("other", TEN, "ran", null));

    // When
    Reply first = api.get(NIGHTLY + "/slots?limit=1");
    Reply second =
        api.get(NIGHTLY + "/slots?limit=1&cursor=" + first.json().get("nextCursor").textValue());

    // Then
    JsonNode slot = first.json().get("items").get(0);
    assertThat(first.json().get("items")).hasSize(1);
    assertThat(slot.get("outcome").textValue()).isEqualTo("skipped");
    assertThat(slot.get("reason").textValue()).isEqualTo("overlap");
    assertThat(slot.get("slotTime").textValue()).isEqualTo("2026-11-24T10:00:00.000Z");
    assertThat(second.json().get("items").get(0).get("outcome").textValue()).isEqualTo("ran");
    assertThat(second.json().get("nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldShowHowLateItsSlotsAre() {
    // Given
    Reply none = api.get(NIGHTLY + "/drift");
    for (long late : new long[] {30, 900, 20}) {
      ScheduleSlot slot = slot("nightly", TEN, "ran", null);
      api.slots.slots.add(ScheduleSlot.newBuilder(slot).setActualAt(TEN.plusMillis(late)).build());
    }
    for (String other : new String[] {"manual", "backfill"}) {
      ScheduleSlot slot = slot("nightly", TEN, "ran", null);
      api.slots.slots.add(
          ScheduleSlot.newBuilder(slot).setKind(other).setActualAt(TEN.plusSeconds(60)).build());
    }
    api.slots.slots.add(slot("nightly", TEN, "buffered", null));

    // When
    Reply drift = api.get(NIGHTLY + "/drift");

    // Then
    assertThat(none.json().toString())
        .isEqualTo("{\"slots\":0,\"lastMillis\":null,\"medianMillis\":null,\"mostMillis\":null}");
    assertThat(drift.json().toString())
        .isEqualTo("{\"slots\":3,\"lastMillis\":30,\"medianMillis\":30,\"mostMillis\":900}");
  }

  @Test
  void shouldPassTheFilterOn() {
    // When
    api.get(NIGHTLY + "/slots?outcome=missed&from=2026-11-24T08:00:00Z&to=2026-11-24T10:00:00Z");

    // Then
    assertThat(api.slots.filters.getLast())
        .isEqualTo(
            new SlotFilter(
                Optional.of("missed"),
                Optional.of(Instant.parse("2026-11-24T08:00:00Z")),
                Optional.of(TEN)));
  }

  @ParameterizedTest
  @CsvSource({
    "outcome=won, outcome",
    "from=yesterday, from",
    "from=2026-11-24T10:00:00Z&to=2026-11-24T08:00:00Z, from",
    "colour=red, colour",
    "limit=0, limit",
  })
  void shouldRefuseAFilterThatIsNone(String query, String field) {
    // When
    Reply reply = api.get(NIGHTLY + "/slots?" + query);

    // Then
    reply.isProblem(400, "invalid_query").onField(field);
  }

  @Test
  void shouldShowTheSlotsOfADeletedSchedule() {
    // Given
    api.slots.slots.add(slot("nightly", TEN, "ran", null));
    api.delete(NIGHTLY);

    // When
    Reply slots = api.get(NIGHTLY + "/slots");

    // Then
    assertThat(slots.json().get("items")).hasSize(1);
  }

  @Test
  void shouldAskForARunInASlotOfItsOwn() {
    // When
    Reply first = api.post(NIGHTLY + "/run", "", "Idempotency-Key", "once");
    Reply again = api.post(NIGHTLY + "/run", "", "Idempotency-Key", "once");
    Reply other = api.post(NIGHTLY + "/run", "");

    // Then
    ScheduleRequest request = api.requests.getFirst();
    assertThat(first.status()).isEqualTo(202);
    assertThat(request.getId()).isEqualTo(first.json().get("requestId").textValue());
    assertThat(request.getAction()).isEqualTo("run");
    assertThat(request.getSchedule()).isEqualTo("nightly");
    assertThat(request.getRequestedBy()).isEqualTo("operator");
    assertThat(request.getSlotTime()).isEqualTo(ApiFixture.NOW.plusMillis(1));
    assertThat(again.json()).isEqualTo(first.json());
    assertThat(other.json()).isNotEqualTo(first.json());
  }

  @Test
  void shouldAskForTheSlotsOfAPastRange() {
    // Given
    String range =
        "{\"from\":\"2026-11-20T02:00:00Z\",\"to\":\"2026-11-23T03:00:00.0001+01:00\","
            + "\"overlap\":\"allow\"}";

    // When
    Reply first = api.post(NIGHTLY + "/backfill", range, "Idempotency-Key", "once");
    Reply again = api.post(NIGHTLY + "/backfill", range, "Idempotency-Key", "once");

    // Then
    ScheduleRequest request = api.requests.getFirst();
    assertThat(first.status()).isEqualTo(202);
    assertThat(first.json().get("slots").intValue()).isEqualTo(4);
    assertThat(request.getId()).isEqualTo(first.json().get("requestId").textValue());
    assertThat(request.getAction()).isEqualTo("backfill");
    assertThat(request.getSchedule()).isEqualTo("nightly");
    assertThat(request.getSlotTime()).isEqualTo(Instant.parse("2026-11-20T02:00:00Z"));
    assertThat(request.getRangeEnd()).isEqualTo(Instant.parse("2026-11-23T02:00:00.001Z"));
    assertThat(request.getOverlap()).isEqualTo("allow");
    assertThat(again.json()).isEqualTo(first.json());
  }

  @Test
  void shouldAskForNothingWhereTheRangeHasNoSlot() {
    // When
    Reply reply =
        api.post(
            NIGHTLY + "/backfill",
            "{\"from\":\"2026-11-23T03:00:00Z\",\"to\":\"2026-11-24T02:00:00Z\"}");

    // Then
    assertThat(reply.json().get("slots").intValue()).isZero();
    assertThat(api.requests).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'to':'2026-11-24T09:00:00Z'} | from",
        "{'from':'2026-11-24T08:00:00Z'} | to",
        "{'from':'yesterday','to':'2026-11-24T09:00:00Z'} | from",
        "{'from':1,'to':'2026-11-24T09:00:00Z'} | from",
        "{'from':'2026-11-24T08:00:00Z','to':'2026-11-24T08:00:00Z'} | from",
        "{'from':'2026-11-24T08:00:00Z','to':'2026-11-24T09:00:01Z'} | to",
        "{'from':'2026-10-24T09:00:00Z','to':'2026-11-24T09:00:00Z'} | from",
        "{'from':'2026-11-23T09:00:00Z','to':'2026-11-24T09:00:00Z','overlap':'maybe'} | overlap",
        "{'from':'2026-11-23T09:00:00Z','to':'2026-11-24T09:00:00Z','all':true} | all",
      })
  void shouldRefuseARangeThatIsNone(String body, String field) {
    // When
    Reply reply = api.post(NIGHTLY + "/backfill", body.replace('\'', '"'));

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
    assertThat(api.requests).isEmpty();
  }

  @Test
  void shouldRefuseARangeOfTooManySlots() {
    // Given
    api.put(
        ACME + "/schedules/often", "{\"cron\":\"every 1s\",\"timeZone\":\"UTC\",\"script\":\"s\"}");

    // When
    Reply most = backfillOften("2026-11-24T08:00:00Z", "2026-11-24T08:16:40Z");
    Reply more = backfillOften("2026-11-24T08:00:00Z", "2026-11-24T08:16:41Z");

    // Then
    assertThat(most.json().get("slots").intValue()).isEqualTo(1_000);
    more.isProblem(422, "invalid_field").onField("to");
    assertThat(api.requests).hasSize(1);
  }

  private Reply backfillOften(String from, String to) {
    return api.post(
        ACME + "/schedules/often/backfill", "{\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to));
  }

  @Test
  void shouldPauseAndResumeAndChangeNothingElse() {
    // Given
    api.put(
        NIGHTLY,
        "{\"cron\":\"0 3 * * *\",\"timeZone\":\"UTC\",\"script\":\"s\",\"payload\":{\"n\":[1.50]},"
            + "\"jitter\":\"PT5M\",\"startAt\":\"2026-11-25T00:00:00Z\",\"catchUp\":{\"policy\":\"all\"}}");
    JsonNode before = api.get(NIGHTLY).json();

    // When
    Reply paused = api.post(NIGHTLY + "/pause", "");
    Reply resumed = api.post(NIGHTLY + "/resume", "");

    // Then
    assertThat(paused.status()).isEqualTo(200);
    assertThat(paused.json().get("paused").booleanValue()).isTrue();
    assertThat(resumed.json().get("paused").booleanValue()).isFalse();
    before
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals("version")) {
                assertThat(resumed.json().get(field.getKey()))
                    .as(field.getKey())
                    .isEqualTo(field.getValue());
              }
            });
  }

  @ParameterizedTest
  @CsvSource({
    "POST, none/pause",
    "POST, none/resume",
    "GET, none/next",
    "GET, none/slots",
    "GET, none/drift",
    "POST, none/run",
    "POST, none/backfill",
    "GET, Not-An-Id/next",
    "GET, Not-An-Id/slots",
    "POST, Not-An-Id/run",
  })
  void shouldFindNothingBelowAScheduleThatIsNone(String method, String path) {
    // When
    Reply reply =
        method.equals("GET")
            ? api.get(ACME + "/schedules/" + path)
            : api.post(ACME + "/schedules/" + path, path.endsWith("/backfill") ? YESTERDAY : "");

    // Then
    reply.isProblem(404, "not_found");
    assertThat(api.requests).isEmpty();
  }

  private static ScheduleSlot slot(String schedule, Instant time, String outcome, String reason) {
    return ScheduleSlot.newBuilder()
        .setTenant("acme")
        .setSchedule(schedule)
        .setSlotTime(time)
        .setScript("s")
        .setOutcome(outcome)
        .setReason(reason)
        .setDueAt(time)
        .setActualAt(time)
        .build();
  }
}
