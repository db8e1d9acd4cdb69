package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EventsTest extends ApiCase {

  private static final String EVENTS = ACME + "/events";

  @Test
  void shouldTakeOneEvent() {
    // When
    Reply reply =
        api.post(
            EVENTS,
            """
            {"id": "e-1", "type": "issue.created", "key": "ISSUE-1", "payload": {"n": 1.10, "big": 12345678901234567890,
             "list": [1, null, true, "ä"]}, "headers": {"source": "test"}, "occurredAt": "2026-11-24T10:00:00+01:00"}
            """);

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.body()).isEqualTo("{\"accepted\":1,\"events\":[{\"id\":\"e-1\"}]}");
    assertThat(api.events).hasSize(1);
    var event = api.events.getFirst();
    assertThat(event.getTenant()).isEqualTo("acme");
    assertThat(event.getId()).isEqualTo("e-1");
    assertThat(event.getType()).isEqualTo("issue.created");
    assertThat(event.getKey()).isEqualTo("ISSUE-1");
    assertThat(event.getPayload())
        .isEqualTo("{\"n\":1.10,\"big\":12345678901234567890,\"list\":[1,null,true,\"ä\"]}");
    assertThat(event.getHeaders()).containsExactly(Map.entry("source", "test"));
    assertThat(event.getOccurredAt()).isEqualTo(Instant.parse("2026-11-24T09:00:00Z"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "true", "1", "-0.5e10", "\"text\"", "[]", "{}", "[[{\"a\":[]}]]"})
  void shouldTakeAnyJsonValueAsPayload(String payload) {
    // When
    Reply reply =
        api.post(EVENTS, "{\"id\":\"e\",\"type\":\"a\",\"payload\":%s}".formatted(payload));

    // Then
    assertThat(reply.status()).as(reply.body()).isEqualTo(202);
    assertThat(api.events.getFirst().getPayload()).isEqualTo(payload);
    assertThat(api.events.getFirst().getKey()).isNull();
    assertThat(api.events.getFirst().getHeaders()).isEmpty();
    assertThat(api.events.getFirst().getOccurredAt()).isEqualTo(ApiFixture.NOW);
  }

  @Test
  void shouldTakeABatchInItsOrder() {
    // When
    Reply reply = api.post(EVENTS, batch(500));

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(reply.json().path("accepted").asInt()).isEqualTo(500);
    assertThat(reply.json().path("events").get(499).path("id").asText()).isEqualTo("e-499");
    assertThat(api.events).extracting("id").hasSize(500).startsWith("e-0", "e-1").endsWith("e-499");
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 501})
  void shouldRefuseABatchOfAnotherSize(int size) {
    // When
    Reply reply = api.post(EVENTS, batch(size));

    // Then
    reply.isProblem(422, "invalid_field").onField("events").telling("1 to 500");
    assertThat(api.events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"type\":\"a\",\"payload\":1}                                          | id",
        "{\"id\":\" \",\"type\":\"a\",\"payload\":1}                             | id",
        "{\"id\":5,\"type\":\"a\",\"payload\":1}                                 | id",
        "{\"id\":\"e\",\"payload\":1}                                            | type",
        "{\"id\":\"e\",\"type\":\"a b\",\"payload\":1}                           | type",
        "{\"id\":\"e\",\"type\":true,\"payload\":1}                              | type",
        "{\"id\":\"e\",\"type\":\"a\"}                                           | payload",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"key\":{}}                  | key",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"headers\":[]}              | headers",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"headers\":{\"h\":null}}    | headers",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"headers\":{\"h\":1}}       | headers.h",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"occurredAt\":\"today\"}    | occurredAt",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"occurredAt\":1700000000}   | occurredAt",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"occurredAt\":\"+1000000000-12-31T23:59:59Z\"} | occurredAt",
        "{\"id\":\"e\",\"type\":\"a\",\"payload\":1,\"tenant\":\"other\"}        | tenant"
      })
  void shouldNameTheFieldThatIsWrong(String event, String field) {
    // When
    Reply single = api.post(EVENTS, event);
    Reply batch =
        api.post(
            EVENTS,
            "{\"events\":[{\"id\":\"ok\",\"type\":\"a\",\"payload\":1},%s]}".formatted(event));

    // Then
    single.isProblem(422, "invalid_field").onField(field);
    batch.isProblem(422, "invalid_field").onField("events[1]." + field);
    assertThat(api.events).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"events\":null}             | events",
        "{\"events\":{}}               | events",
        "{\"events\":[null]}           | events[0]",
        "{\"events\":[1]}              | events[0]",
        "{\"events\":[],\"id\":\"e\"}  | id"
      })
  void shouldRefuseWhatIsNoBatch(String body, String field) {
    // When
    Reply reply = api.post(EVENTS, body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"id\":7}                         | id                | id is text",
        "{\"headers\":[]}                   | headers           | headers is an object of texts",
        "{\"headers\":{\"a\":1}}            | headers.a         | headers is an object of texts",
        "{\"events\":{}}                    | events            | events is a list of objects",
        "{\"events\":[1]}                   | events[0]         | events[0] is an object",
        "{\"events\":[{\"id\":7}]}          | events[0].id      | events[0].id is text",
      })
  void shouldSayWhichFormAFieldHas(String body, String field, String detail) {
    // When
    Reply reply = api.post(EVENTS, body);

    // Then
    reply.isProblem(422, "invalid_field").onField(field).telling(detail);
  }

  @Test
  void shouldRefuseAnEventThatFitsNoRecord() {
    // When
    Reply reply =
        api.post(
            EVENTS,
            "{\"id\":\"e\",\"type\":\"a\",\"payload\":\"%s\"}".formatted("€".repeat(700_000)));

    // Then
    reply.isProblem(422, "invalid_field").onField("payload").telling("bytes in UTF-8");
  }

  @Test
  void shouldRefuseAPayloadThatIsTooLong() {
    // When
    Reply reply =
        api.post(
            EVENTS,
            "{\"id\":\"e\",\"type\":\"a\",\"payload\":\"%s\"}".formatted("x".repeat(1024 * 1024)));

    // Then
    reply.isProblem(422, "invalid_field").onField("payload").telling("1048576");
  }

  @Test
  void shouldFindNoTenantToTakeEvents() {
    // When
    Reply reply = api.post("/v1/tenants/nobody/events", batch(1));

    // Then
    reply.isProblem(404, "not_found");
    assertThat(api.events).isEmpty();
  }

  private static String batch(int size) {
    return IntStream.range(0, size)
        .mapToObj("{\"id\":\"e-%d\",\"type\":\"issue.created\",\"payload\":{}}"::formatted)
        .collect(Collectors.joining(",", "{\"events\":[", "]}"));
  }
}
