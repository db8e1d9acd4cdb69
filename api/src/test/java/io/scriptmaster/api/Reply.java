package io.scriptmaster.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;

/** What the API answered. */
public record Reply(HttpResponse<String> response) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public int status() {
    return response.statusCode();
  }

  public String header(String name) {
    return response.headers().firstValue(name).orElse("");
  }

  public String body() {
    return response.body();
  }

  public JsonNode json() {
    return parse(body());
  }

  static JsonNode parse(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    }
  }

  /** Claims that this is a whole problem of RFC 9457 with this status and code. */
  public Reply isProblem(int status, String code) {
    assertThat(status()).as(body()).isEqualTo(status);
    assertThat(header("Content-Type")).isEqualTo("application/problem+json");
    assertThat(json().path("type").asText()).isEqualTo("about:blank");
    assertThat(json().path("title").asText()).isNotBlank();
    assertThat(json().path("status").asInt()).isEqualTo(status);
    assertThat(json().path("code").asText()).isEqualTo(code);
    assertThat(json().path("detail").asText()).isNotBlank();
    return this;
  }

  public Reply onField(String field) {
    assertThat(json().path("field").asText()).isEqualTo(field);
    return this;
  }

  public Reply telling(String part) {
    assertThat(json().path("detail").asText()).contains(part);
    return this;
  }
}
