package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest extends ApiCase {

  private static final String VALUES = ACME + "/values";

  @Test
  void shouldShowAValueAsTheJsonThatItIs() {
    // Given
    api.values.add("points:ada", "{\"n\":1.10}");

    // When
    Reply reply = api.get(VALUES + "/points:ada");

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.body()).contains("\"value\":{\"n\":1.10}");
    assertThat(reply.json().path("version").asInt()).isEqualTo(3);
    assertThat(reply.json().path("expiresAt").isNull()).isTrue();
    assertThat(reply.json().path("executionId").asText()).isEqualTo("x1");
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb%2Fc, a/b/c",
    "a%20b, a b",
    "%F0%9F%98%80, \uD83D\uDE00",
    "a%252Fb, a%2Fb",
    "a+b, a+b"
  })
  void shouldFindAKeyOfAnyCharacters(String encoded, String key) {
    // Given
    api.values.add(key, "1");

    // When
    Reply reply = api.get(VALUES + "/" + encoded);

    // Then
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.json().path("key").asText()).isEqualTo(key);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "a%2Fb"})
  void shouldFindNothingUnderAnotherKey(String key) {
    api.get(VALUES + "/" + key).isProblem(404, "not_found");
  }

  @Test
  void shouldPageThroughTheKeysWithAPrefix() {
    // Given
    List<String> expected = new ArrayList<>();
    for (int number = 100; number < 160; number++) {
      api.values.add("points/\u00e4 " + number, "1");
      expected.add("points/\u00e4 " + number);
    }
    api.values.add("other", "1");
    api.values.add("z", "1");

    // When
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      Reply reply = api.get(VALUES + "?prefix=points%2F&limit=25" + cursor);
      reply.json().path("items").forEach(item -> seen.add(item.path("key").asText()));
      cursor =
          reply.json().path("nextCursor").isNull()
              ? null
              : "&cursor=" + reply.json().path("nextCursor").asText();
    } while (cursor != null);

    // Then
    assertThat(seen).isEqualTo(expected);
  }

  @Test
  void shouldPageBehindTheLongestKeys() {
    // Given
    for (int number = 10; number < 40; number++) {
      api.values.add("\u20ac".repeat(498) + number, "1");
    }

    // When
    Reply first = api.get(VALUES + "?limit=20");
    Reply second = api.get(VALUES + "?limit=20&cursor=" + first.json().path("nextCursor").asText());

    // Then
    assertThat(first.json().path("items")).hasSize(20);
    assertThat(second.json().path("items")).hasSize(10);
  }

  @Test
  void shouldRefuseWhatIsNoPrefixAndNoCursor() {
    api.get(VALUES + "?prefix=" + "x".repeat(501))
        .isProblem(400, "invalid_query")
        .onField("prefix");
    api.get(VALUES + "?cursor=dmFsdWVzOiEh").isProblem(400, "invalid_query").onField("cursor");
  }
}
