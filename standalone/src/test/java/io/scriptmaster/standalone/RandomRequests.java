package io.scriptmaster.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.testkit.OpenApiContract;
import io.scriptmaster.testkit.OpenApiContract.Operation;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Requests made of the OpenAPI file: mostly as it describes them, with something wrong in many. The
 * same seed makes the same requests.
 */
final class RandomRequests {

  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final List<String> IDS = List.of("one", "two", "score", "jira");
  private static final List<String> ODD =
      List.of(
          "",
          "..",
          "%00",
          "a%2Fb",
          "ÄÖ",
          "A",
          "-",
          "a".repeat(300),
          "'; drop",
          "%F0%9F%92%A9",
          "0",
          "-1",
          "99999999999999999999",
          "null");

  private final OpenApiContract contract;
  private final Random random;
  private final List<String> tenants;

  /** One request; the path has its query. */
  record Request(
      String method, String path, String query, Map<String, String> headers, String body) {}

  RandomRequests(OpenApiContract contract, long seed, List<String> tenants) {
    this.contract = contract;
    this.random = new Random(seed);
    this.tenants = tenants;
  }

  Request next() {
    Operation operation = pick(contract.operations());
    JsonNode description = operation.description();
    String path = operation.path();
    StringBuilder query = new StringBuilder();
    Map<String, String> headers = new LinkedHashMap<>();
    for (JsonNode reference : description.path("parameters")) {
      JsonNode parameter = contract.resolved(reference);
      String name = parameter.get("name").textValue();
      switch (parameter.get("in").textValue()) {
        case "path" ->
            path = path.replace("{" + name + "}", segment(name, parameter.get("schema")));
        case "query" -> {
          if (chance(30)) {
            query
                .append(query.isEmpty() ? "" : "&")
                .append(name)
                .append('=')
                .append(encoded(parameterValue(parameter.get("schema"))));
          }
        }
        default -> {
          if (chance(15)) {
            headers.put(name, headerValue(name));
          }
        }
      }
    }
    if (chance(3)) {
      query.append(query.isEmpty() ? "" : "&").append("unknown=1");
    }
    return new Request(
        operation.method(), path, query.toString(), headers, body(description.path("requestBody")));
  }

  private String segment(String name, JsonNode schema) {
    if (chance(8)) {
      String odd = pick(ODD);
      return odd.isEmpty() ? "x" : odd.startsWith("%") || odd.contains("%2F") ? odd : encoded(odd);
    }
    if (name.equals("tenant")) {
      return pick(tenants);
    }
    return schema.path("type").asText().equals("integer")
        ? Integer.toString(1 + random.nextInt(4))
        : pick(IDS);
  }

  private String parameterValue(JsonNode schema) {
    if (chance(25)) {
      return pick(ODD);
    }
    JsonNode value = value(schema, 0);
    return value.isTextual() ? value.textValue() : value.toString();
  }

  private String headerValue(String name) {
    return switch (name) {
      case "If-Match" ->
          pick(List.of("\"1\"", "\"2\"", "*", "1", "\"x\"", "W/\"1\"", "\"1\",\"2\""));
      case "If-None-Match" -> pick(List.of("*", "\"1\"", "x"));
      default -> pick(List.of("key-" + random.nextInt(50), "k".repeat(200), "a b"));
    };
  }

  private String body(JsonNode requestBody) {
    if (requestBody.isMissingNode()) {
      return chance(3) ? "{}" : null;
    }
    if (chance(5)) {
      return pick(
          List.of("", "{", "[]", "null", "\"x\"", "{\"a\":1}{", "[".repeat(5_000), "\u0000", "{}"));
    }
    JsonNode body = value(requestBody.at("/content/application~1json/schema"), 0);
    return chance(35) ? broken(body).toString() : body.toString();
  }

  private JsonNode value(JsonNode reference, int depth) {
    JsonNode schema = contract.resolved(reference);
    if (schema.has("oneOf")) {
      return value(pick(list(schema.get("oneOf"))), depth);
    }
    if (schema.has("enum")) {
      return pick(list(schema.get("enum")));
    }
    if (schema.has("examples") && chance(80)) {
      return pick(list(schema.get("examples")));
    }
    JsonNode types = schema.path("type");
    String type = types.isArray() ? pick(list(types)).textValue() : types.asText("any");
    return switch (type) {
      case "string" -> JSON.textNode(text(schema));
      case "integer" ->
          JSON.numberNode(
              schema.path("minimum").asInt(0) + random.nextInt(schema.has("maximum") ? 20 : 5));
      case "boolean" -> JSON.booleanNode(random.nextBoolean());
      case "array" -> {
        ArrayNode items = JSON.arrayNode();
        int count = schema.path("minItems").asInt(0) + random.nextInt(3);
        for (int i = 0; i < count; i++) {
          items.add(value(schema.get("items"), depth + 1));
        }
        yield items;
      }
      case "object" -> object(schema, depth);
      case "null" -> JSON.nullNode();
      default ->
          pick(List.of(JSON.numberNode(1), JSON.textNode("x"), JSON.objectNode().put("n", 1)));
    };
  }

  private ObjectNode object(JsonNode schema, int depth) {
    ObjectNode json = JSON.objectNode();
    List<String> required = new ArrayList<>();
    schema.path("required").forEach(name -> required.add(name.textValue()));
    schema
        .path("properties")
        .properties()
        .forEach(
            property -> {
              if (required.contains(property.getKey()) || chance(40)) {
                json.set(property.getKey(), value(property.getValue(), depth + 1));
              }
            });
    if (schema.has("additionalProperties") && schema.get("additionalProperties").isObject()) {
      json.set("script", value(schema.get("additionalProperties"), depth + 1));
    }
    return json;
  }

  private String text(JsonNode schema) {
    if (schema.path("format").asText().equals("date-time")) {
      return pick(
          List.of("2026-11-24T10:00:00Z", "2030-01-01T00:00:00Z", "1970-01-01T00:00:00.001Z"));
    }
    if (schema.has("pattern")) {
      return pick(List.of("one", "two", "score", "issue.created"));
    }
    return pick(
        List.of("return 1", "text", "ü \ud83d\ude00", "PT1M", "x".repeat(1 + random.nextInt(50))));
  }

  /** One thing wrong, somewhere near the top. */
  private JsonNode broken(JsonNode body) {
    if (!(body instanceof ObjectNode object) || object.isEmpty()) {
      return JSON.arrayNode().add(body);
    }
    List<String> names = new ArrayList<>();
    object.fieldNames().forEachRemaining(names::add);
    String name = pick(names);
    switch (random.nextInt(7)) {
      case 0 -> object.remove(name);
      case 1 -> object.putNull(name);
      case 2 -> object.put(name, random.nextInt());
      case 3 -> object.put(name, pick(ODD));
      case 4 -> object.put("surprise", true);
      case 5 -> object.put(name, "x".repeat(300_000));
      default -> object.set(name, nested(random.nextInt(400)));
    }
    return object;
  }

  private static JsonNode nested(int depth) {
    JsonNode json = JSON.arrayNode();
    for (int i = 0; i < depth; i++) {
      json = JSON.arrayNode().add(json);
    }
    return json;
  }

  private boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  private <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  private static List<JsonNode> list(JsonNode array) {
    List<JsonNode> items = new ArrayList<>();
    array.forEach(items::add);
    return items;
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }
}
