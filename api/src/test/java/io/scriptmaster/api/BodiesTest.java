package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BodiesTest extends ApiCase {

  private static final String SCORE = ACME + "/scripts/score";
  private static final String EVENTS = ACME + "/events";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "text/plain",
        "application/x-www-form-urlencoded",
        "application/jsonx",
        "application/json; charset=latin1"
      })
  void shouldRefuseWhatIsNotJsonByItsType(String type) {
    // When
    Reply reply = api.put(SCORE, "{\"source\":\"return 1\"}", "Content-Type", type);

    // Then
    reply.isProblem(415, "unsupported_media_type").telling("application/json");
  }

  @Test
  void shouldRefuseABodyWithoutAType() {
    // When
    Reply reply =
        api.send(
            api.request(SCORE)
                .header("Authorization", "Bearer " + ApiFixture.TOKEN)
                .PUT(BodyPublishers.ofString("{}"))
                .build());

    // Then
    reply.isProblem(415, "unsupported_media_type");
  }

  @Test
  void shouldRefuseACodedBody() {
    // When
    Reply reply = api.put(SCORE, "{}", "Content-Encoding", "gzip");

    // Then
    reply.isProblem(415, "unsupported_media_type").telling("Content-Encoding");
  }

  @Test
  void shouldTakeTheTypeWithItsCharset() {
    // When
    Reply reply =
        api.put(
            SCORE, "{\"source\":\"return 'ä'\"}", "Content-Type", "Application/JSON;charset=UTF-8");

    // Then
    assertThat(reply.status()).isEqualTo(201);
    assertThat(reply.json().path("source").asText()).isEqualTo("return 'ä'");
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/tenants/acme/scripts/score, PUT, 1572864",
    "/v1/tenants/acme/events, POST, 4194304"
  })
  void shouldBoundABodyWithALength(String path, String method, int limit) {
    // When
    Reply reply = api.send(method, path, BodyPublishers.ofString("x".repeat(limit + 1)));

    // Then
    reply.isProblem(413, "body_too_large").telling(Integer.toString(limit));
  }

  @ParameterizedTest
  @CsvSource({
    "/v1/tenants/acme/scripts/score, PUT, 1572864",
    "/v1/tenants/acme/events, POST, 4194304"
  })
  void shouldBoundABodyThatTellsNoLength(String path, String method, int limit) {
    // Given
    byte[] body = "x".repeat(limit * 2).getBytes(StandardCharsets.UTF_8);

    // When
    Reply reply =
        api.send(method, path, BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));

    // Then
    reply.isProblem(413, "body_too_large");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"source\": }|1|12",
        "{\"source\":\"a\"|1|14",
        "{'source':1}|1|2",
        "[1]|1|1",
        "nul|1|1",
        "{} {}|1|4"
      })
  void shouldTellWhereABodyIsNotJson(String body, int line, int column) {
    // When
    Reply reply = api.put(SCORE, body);

    // Then
    reply.isProblem(400, "invalid_json");
    assertThat(reply.json().path("line").asInt()).isEqualTo(line);
    assertThat(reply.json().path("column").asInt()).as(reply.body()).isCloseTo(column, within(1));
    assertThat(reply.body()).doesNotContain("jackson", "StreamRead", "ource:");
  }

  @Test
  void shouldRefuseAnEmptyBody() {
    // When
    Reply reply = api.put(SCORE, "");

    // Then
    reply.isProblem(400, "invalid_json");
  }

  @Test
  void shouldRefuseAFieldThatIsThereTwice() {
    // When
    Reply reply = api.put(SCORE, "{\"source\":\"a\",\"source\":\"b\"}");

    // Then
    reply.isProblem(400, "invalid_json").telling("source");
  }

  @Test
  void shouldRefuseWhatIsNotUtf8() {
    // When
    Reply reply =
        api.send(
            "PUT",
            SCORE,
            BodyPublishers.ofByteArray("{\"source\":\"ä\"}".getBytes(StandardCharsets.ISO_8859_1)));

    // Then
    reply.isProblem(400, "invalid_json").telling("UTF-8");
  }

  @Test
  void shouldRefuseHalfASurrogatePair() {
    // When
    Reply reply = api.put(SCORE, "{\"source\":\"\\ud800\"}");

    // Then
    reply.isProblem(400, "invalid_json").telling("surrogate");
  }

  @ParameterizedTest
  @ValueSource(ints = {201, 100_000, 1_900_000})
  void shouldRefuseDeepNesting(int depth) {
    // When
    Reply reply =
        api.post(
            EVENTS,
            "{\"id\":\"e\",\"type\":\"a\",\"payload\":%s%s}"
                .formatted("[".repeat(depth), "]".repeat(depth)));

    // Then
    reply.isProblem(400, "invalid_json").telling("200");
  }

  @Test
  void shouldBoundTheNamesThatAreOpenAtOnePlace() {
    // Given
    String inner = names(6_000);
    String outer = "{%s,\"last\":{%s}}".formatted(names(3_996), inner);

    // When
    Reply most = post(outer);
    Reply tooMany = post("{%s,\"last\":{%s}}".formatted(names(3_997), inner));
    Reply oneAfterTheOther = post("[{%s},{%s}]".formatted(inner, inner));
    Reply atTheTop = api.put(SCORE, "{%s}".formatted(names(40_000)));

    // Then
    assertThat(most.status()).isEqualTo(202);
    tooMany.isProblem(400, "invalid_json").telling("at most 10000 names");
    assertThat(oneAfterTheOther.status()).isEqualTo(202);
    atTheTop.isProblem(400, "invalid_json").telling("at most 10000 names");
  }

  private Reply post(String payload) {
    return api.post(EVENTS, "{\"id\":\"e\",\"type\":\"a\",\"payload\":%s}".formatted(payload));
  }

  private static String names(int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> "\"n%d\":1".formatted(number))
        .collect(Collectors.joining(","));
  }

  @Test
  void shouldRefuseNumbersThatAreTooLong() {
    // When
    Reply reply =
        api.post(
            EVENTS, "{\"id\":\"e\",\"type\":\"a\",\"payload\":%s}".formatted("9".repeat(2000)));

    // Then
    reply.isProblem(400, "invalid_json");
  }

  @Test
  void shouldSurviveManySmallValues() {
    // Given
    String many =
        IntStream.range(0, 340_000).mapToObj(n -> "{}").collect(Collectors.joining(",", "[", "]"));

    // When
    Reply reply = api.post(EVENTS, "{\"id\":\"e\",\"type\":\"a\",\"payload\":%s}".formatted(many));

    // Then
    assertThat(reply.status()).isEqualTo(202);
    assertThat(api.events.getFirst().getPayload()).isEqualTo(many);
  }
}
