package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.ExecutionError;
import io.scriptmaster.processors.history.ExecutionFilter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ExecutionsTest extends ApiCase {

  private static final String EXECUTIONS = ACME + "/executions";

  @Test
  void shouldShowAnExecutionWithItsResultAsJson() {
    // Given
    api.executions.executions.add(
        FakeExecutions.execution("x-1").setResult("{\"points\":[1,2]}").build());

    // When
    Reply reply = api.get(EXECUTIONS + "/x-1");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("result").path("points")).hasSize(2);
    assertThat(reply.json().path("startedAt").asText()).isEqualTo("2026-11-24T08:30:00.123Z");
    assertThat(reply.json().path("triggerId").asText()).isEqualTo("e-1");
    assertThat(reply.json().path("durationMillis").asInt()).isEqualTo(12);
    assertThat(reply.json().path("error").isNull()).isTrue();
    assertThat(reply.json().path("listener").isNull()).isTrue();
  }

  @Test
  void shouldShowTheErrorOfAFailedExecution() {
    // Given
    var error =
        ExecutionError.newBuilder().setCode("script_error").setMessage("boom").setLine(4).build();
    api.executions.executions.add(
        FakeExecutions.execution("x-1").setOutcome("failed").setError(error).build());

    // When
    Reply reply = api.get(EXECUTIONS + "/x-1");

    // Then
    assertThat(reply.json().path("error").path("code").asText()).isEqualTo("script_error");
    assertThat(reply.json().path("error").path("line").asInt()).isEqualTo(4);
    assertThat(reply.json().path("error").path("column").isNull()).isTrue();
    assertThat(reply.json().path("error").path("stack")).isEmpty();
    assertThat(reply.json().path("result").isNull()).isTrue();
  }

  @Test
  void shouldShowAResultThatIsNoJsonAsText() {
    // Given
    api.executions.executions.add(
        FakeExecutions.execution("x-1").setResult("{\"points\":").build());

    // When
    Reply reply = api.get(EXECUTIONS + "/x-1");

    // Then
    assertThat(reply.json().path("result").asText()).isEqualTo("{\"points\":");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "a%2Fb", "x%20y", "..%2Fother"})
  void shouldFindNoOtherExecution(String id) {
    // When
    Reply execution = api.get(EXECUTIONS + "/" + id);
    Reply logs = api.get(EXECUTIONS + "/" + id + "/logs");

    // Then
    execution.isProblem(404, "not_found");
    logs.isProblem(404, "not_found");
  }

  @Test
  void shouldListFiftyUnlessToldOtherwise() {
    // Given
    IntStream.range(0, 60)
        .forEach(n -> api.executions.executions.add(FakeExecutions.execution("x-" + n).build()));

    // When
    Reply first = api.get(EXECUTIONS);
    Reply second = api.get(EXECUTIONS + "?cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(first.json().path("items")).hasSize(50);
    assertThat(second.json().path("items")).hasSize(10);
    assertThat(second.json().path("items").get(0).path("id").asText()).isEqualTo("x-50");
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldHandTheFiltersOn() {
    // When
    Reply reply =
        api.get(
            EXECUTIONS
                + "?script=score&outcome=timed_out&trigger=event&from=2026-11-01T00:00:00Z"
                + "&to=2026-11-02T00:00:00%2B01:00&limit=7");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(api.executions.filters)
        .containsExactly(
            new ExecutionFilter(
                Optional.of("score"),
                Optional.of("timed_out"),
                Optional.of("event"),
                Optional.of(Instant.parse("2026-11-01T00:00:00Z")),
                Optional.of(Instant.parse("2026-11-01T23:00:00Z"))));
  }

  @ParameterizedTest
  @CsvSource({
    "limit=0, limit, 1 to 1000",
    "limit=1001, limit, 1 to 1000",
    "limit=ten, limit, 1 to 1000",
    "limit=, limit, 1 to 1000",
    "limit=99999999999, limit, 1 to 1000",
    "limit=1&limit=2, limit, more than once",
    "cursor=abc, cursor, nextCursor",
    "cursor=***, cursor, nextCursor",
    "cursor=, cursor, nextCursor",
    "cursor=bG9nczox, cursor, nextCursor",
    "cursor=ZXhlY3V0aW9uczo, cursor, nextCursor",
    "outcome=good, outcome, succeeded",
    "trigger=cron, trigger, schedule",
    "script=A, script, id of a script",
    "from=yesterday, from, ISO 8601",
    "to=1969-01-01T00:00:00Z, to, ISO 8601",
    "from=2026-01-02T00:00:00Z&to=2026-01-01T00:00:00Z, from, not after",
    "order=asc, order, cursor"
  })
  void shouldRefuseAQueryAndNameWhatIsAccepted(String query, String field, String accepted) {
    // When
    Reply reply = api.get(EXECUTIONS + "?" + query);

    // Then
    reply.isProblem(400, "invalid_query").onField(field).telling(accepted);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/tenants/acme", "/v1/tenants/acme/scripts/none"})
  void shouldRefuseAnyParameterWhereNoneIsAccepted(String path) {
    // When
    Reply reply = api.get(path + "?pretty=true");

    // Then
    reply.isProblem(400, "invalid_query").onField("pretty").telling("accepted: none");
  }

  @Test
  void shouldShowLogLinesWithTheirDataAsJson() {
    // Given
    api.executions.executions.add(FakeExecutions.execution("x-1").build());
    api.executions.lines.addAll(
        List.of(
            FakeExecutions.line("x-1", 0, "{\"points\":5}"), FakeExecutions.line("x-1", 1, null)));

    // When
    Reply first = api.get(EXECUTIONS + "/x-1/logs?limit=1");
    Reply second =
        api.get(EXECUTIONS + "/x-1/logs?cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(first.json().path("items").get(0).path("data").path("points").asInt()).isEqualTo(5);
    assertThat(second.json().path("items")).hasSize(1);
    assertThat(second.json().path("items").get(0).path("sequence").asInt()).isEqualTo(1);
    assertThat(second.json().path("items").get(0).path("data").isNull()).isTrue();
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
  }
}
