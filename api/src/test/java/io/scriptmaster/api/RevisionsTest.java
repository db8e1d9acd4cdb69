package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.scriptmaster.api.commands.Action;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionsTest extends ApiCase {

  private static final String SCORE = ACME + "/scripts/score";
  private static final String REVISIONS = SCORE + "/revisions";

  @BeforeEach
  void saveTwoRevisions() {
    api.put(SCORE, "{\"source\":\"let a\\nreturn 1\\n\",\"message\":\"first\"}");
    api.put(SCORE, "{\"source\":\"let a\\nreturn 2\\n\"}");
    api.entities.commands.clear();
  }

  @Test
  void shouldListRevisionsOldestFirstWithoutTheirSources() {
    // When
    Reply reply = api.get(REVISIONS);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("items")).hasSize(2);
    assertThat(reply.json().path("items").get(0).path("revision").asInt()).isEqualTo(1);
    assertThat(reply.json().path("items").get(0).path("message").asText()).isEqualTo("first");
    assertThat(reply.json().path("items").get(0).path("sourceHash").asText()).isEqualTo("hash-1");
    assertThat(reply.json().path("items").get(1).path("revision").asInt()).isEqualTo(2);
    assertThat(reply.body()).doesNotContain("\"source\"", "return");
  }

  @Test
  void shouldShowOneRevisionWithItsSource() {
    // When
    Reply reply = api.get(REVISIONS + "/1");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("source").asText()).isEqualTo("let a\nreturn 1\n");
    assertThat(reply.json().path("createdBy").asText()).isEqualTo("operator");
    assertThat(reply.json().path("restoredFrom").isNull()).isTrue();
  }

  @Test
  void shouldPageThroughRevisions() {
    // Given
    IntStream.range(3, 31)
        .forEach(number -> api.put(SCORE, "{\"source\":\"return %d\"}".formatted(number)));

    // When
    Reply first = api.get(REVISIONS + "?limit=22");
    Reply second =
        api.get(REVISIONS + "?limit=22&cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(first.json().path("items")).hasSize(22);
    assertThat(second.json().path("items")).hasSize(8);
    assertThat(second.json().path("items").get(0).path("revision").asInt()).isEqualTo(23);
    assertThat(second.json().path("nextCursor").isNull()).isTrue();
  }

  @Test
  void shouldEndAPartEarlyWhereItReadLargeSources() {
    // Given
    String filling = "x".repeat(200_000);
    IntStream.rangeClosed(3, 50)
        .forEach(number -> api.put(SCORE, "{\"source\":\"//%s%d\"}".formatted(filling, number)));

    // When
    List<Integer> sizes = new ArrayList<>();
    List<Integer> numbers = new ArrayList<>();
    String next = "?limit=1000";
    while (!next.isEmpty()) {
      JsonNode part = api.get(REVISIONS + next).json();
      sizes.add(part.path("items").size());
      part.path("items").forEach(item -> numbers.add(item.path("revision").asInt()));
      JsonNode cursor = part.path("nextCursor");
      next = cursor.isNull() ? "" : "?limit=1000&cursor=" + cursor.asText();
    }

    // Then
    assertThat(sizes).hasSizeGreaterThan(1).allMatch(size -> size <= 40);
    assertThat(numbers).containsExactlyElementsOf(IntStream.rangeClosed(1, 50).boxed().toList());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/3", "/0", "/01", "/-1", "/x", "/99999999999", "/1.0"})
  void shouldFindNoOtherRevision(String number) {
    // When / Then
    api.get(REVISIONS + number).isProblem(404, "not_found");
    api.get(REVISIONS + number + "/diff").isProblem(404, "not_found");
    api.post(REVISIONS + number + "/restore", "{}").isProblem(404, "not_found");
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "NOT-VALID"})
  void shouldFindNoRevisionsOfAScriptThatNeverWas(String script) {
    // When / Then
    api.get(ACME + "/scripts/" + script + "/revisions").isProblem(404, "not_found");
    api.get(ACME + "/scripts/" + script + "/revisions/1").isProblem(404, "not_found");
    api.post(ACME + "/scripts/" + script + "/revisions/1/restore", "{}")
        .isProblem(404, "not_found");
  }

  @Test
  void shouldKeepTheRevisionsOfADeletedScriptInSight() {
    // Given
    api.delete(SCORE);

    // When / Then
    assertThat(api.get(REVISIONS).json().path("items")).hasSize(2);
    assertThat(api.get(REVISIONS + "/2").status()).isEqualTo(200);
    api.post(REVISIONS + "/2/restore", "{}").isProblem(404, "not_found");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/2/diff           | 1 | 2 | -return 1 | +return 2",
        "/2/diff?against=1 | 1 | 2 | -return 1 | +return 2",
        "/1/diff?against=2 | 2 | 1 | -return 2 | +return 1",
        "/1/diff           | 0 | 1 | +let a    | +return 1",
        "/2/diff?against=0 | 0 | 2 | +let a    | +return 2"
      })
  void shouldTellWhatDiffers(String path, int from, int to, String first, String second) {
    // When
    Reply reply = api.get(REVISIONS + path);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("from").asInt()).isEqualTo(from);
    assertThat(reply.json().path("to").asInt()).isEqualTo(to);
    assertThat(reply.json().path("diff").asText())
        .startsWith("--- score@%d\n+++ score@%d\n@@ ".formatted(from, to))
        .endsWith(first + "\n" + second);
  }

  @Test
  void shouldTellThatNothingDiffers() {
    // When
    Reply reply = api.get(REVISIONS + "/2/diff?against=2");

    // Then
    assertThat(reply.json().path("diff").asText()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"x, 400, invalid_query", "-1, 400, invalid_query", "3, 404, not_found"})
  void shouldNotCompareWithWhatIsNoRevision(String against, int status, String code) {
    // When / Then
    api.get(REVISIONS + "/2/diff?against=" + against).isProblem(status, code);
  }

  @Test
  void shouldRestoreARevisionAsANewOne() {
    // When
    Reply reply = api.post(REVISIONS + "/1/restore", "{\"message\":\"back\"}", "If-Match", "\"2\"");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.header("ETag")).isEqualTo("\"3\"");
    assertThat(reply.json().path("id").asText()).isEqualTo("score");
    assertThat(reply.json().path("source").asText()).isEqualTo("let a\nreturn 1\n");
    assertThat(reply.json().path("revision").asInt()).isEqualTo(3);
    assertThat(api.get(REVISIONS + "/3").json().path("message").asText()).isEqualTo("back");
  }

  @Test
  void shouldRestoreWithoutABody() {
    // When
    Reply reply = api.send("POST", REVISIONS + "/1/restore", BodyPublishers.noBody());

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(api.entities.commands).hasSize(1);
    assertThat(((Action.Restore) api.entities.commands.getFirst().action()).body().message())
        .isNull();
    assertThat(api.entities.commands.getFirst().expectedVersion()).isEqualTo(OptionalLong.empty());
  }

  @Test
  void shouldNotRestoreOverAChangeThatTheClientHasNotSeen() {
    // When / Then
    api.post(REVISIONS + "/1/restore", "{}", "If-Match", "\"1\"")
        .isProblem(412, "version_conflict");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"message\":5}  | 422 | invalid_field",
        "{\"why\":\"a\"}  | 422 | invalid_field",
        "[]               | 400 | invalid_json",
        "null             | 400 | invalid_json"
      })
  void shouldRefuseABodyThatIsNoMessage(String body, int status, String code) {
    // When / Then
    api.post(REVISIONS + "/1/restore", body).isProblem(status, code);
    assertThat(api.entities.commands).isEmpty();
  }

  @Test
  void shouldBoundTheMessage() {
    // When / Then
    api.post(REVISIONS + "/1/restore", "{\"message\":\"%s\"}".formatted("x".repeat(2_001)))
        .isProblem(422, "invalid_field")
        .onField("message");
  }
}
