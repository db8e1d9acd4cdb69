package io.scriptmaster.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/**
 * Holds answers of the API against what its OpenAPI file says of them: the status must be
 * described, and the body must be as described.
 */
public final class OpenApiContract {

  private static final ObjectMapper JSON = new ObjectMapper();

  private final ObjectNode document;
  private final List<Operation> operations = new ArrayList<>();
  private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

  /**
   * One method of one path.
   *
   * @param path with its parameters in braces
   */
  public record Operation(String method, String path, JsonNode description, Pattern form) {

    private boolean serves(String calledMethod, String calledPath) {
      return method.equals(calledMethod) && form.matcher(calledPath).matches();
    }
  }

  private OpenApiContract(ObjectNode document) {
    this.document = document;
    document
        .get("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            operations.add(
                                new Operation(
                                    method.getKey().toUpperCase(Locale.ROOT),
                                    path.getKey(),
                                    method.getValue(),
                                    form(path.getKey())))));
  }

  /**
   * @param resource on the class path
   */
  public static OpenApiContract read(String resource) {
    try (var in = OpenApiContract.class.getResourceAsStream(resource)) {
      return new OpenApiContract((ObjectNode) JSON.readTree(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public List<Operation> operations() {
    return List.copyOf(operations);
  }

  /** What a {@code $ref} inside the document leads to; other nodes are themselves. */
  public JsonNode resolved(JsonNode node) {
    return node.has("$ref") ? document.at(node.get("$ref").textValue().substring(1)) : node;
  }

  /**
   * What is wrong with an answer, or empty where it is as described.
   *
   * @param path as called, without a query
   * @param contentType null where there is none
   */
  public Optional<String> fault(
      String method, String path, int status, String contentType, String body) {
    Optional<Operation> operation =
        operations.stream().filter(it -> it.serves(method, path)).findFirst();
    if (operation.isEmpty()) {
      return status == 404 || status == 401 || status == 405 || status == 400
          ? Optional.empty()
          : Optional.of("%s %s answers %d and is not described".formatted(method, path, status));
    }
    JsonNode response =
        resolved(operation.get().description().at("/responses").path(Integer.toString(status)));
    if (response.isMissingNode()) {
      return Optional.of("%s %s: %d is not described: %s".formatted(method, path, status, body));
    }
    JsonNode content = response.path("content");
    if (content.isMissingNode()) {
      return body.isEmpty()
          ? Optional.empty()
          : Optional.of("%s %s: %d has a body".formatted(method, path, status));
    }
    return bodyFault(content, contentType, body)
        .map(fault -> "%s %s: %d: %s".formatted(method, path, status, fault));
  }

  private Optional<String> bodyFault(JsonNode contents, String contentType, String body) {
    String type = contentType == null ? "" : contentType.replaceAll(";.*", "");
    JsonNode described = contents.path(type);
    if (described.isMissingNode()) {
      return Optional.of("content type %s is not described".formatted(contentType));
    }
    try {
      JsonNode content = type.startsWith("text/") ? TextNode.valueOf(body) : JSON.readTree(body);
      var faults = schema(described.get("schema")).validate(content);
      return faults.stream()
          .findFirst()
          .map(ValidationMessage::getMessage)
          .map(it -> it + " in " + body);
    } catch (JsonProcessingException e) {
      return Optional.of("the body is not JSON: " + body);
    }
  }

  private JsonSchema schema(JsonNode schema) {
    return schemas.computeIfAbsent(
        schema.toString(),
        none -> {
          ObjectNode root = document.deepCopy();
          root.removeAll();
          root.set("components", document.get("components"));
          root.setAll((ObjectNode) schema);
          return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(root);
        });
  }

  private static Pattern form(String path) {
    return Pattern.compile("\\Q" + path.replaceAll("\\{[^}]+}", "\\\\E[^/]+\\\\Q") + "\\E");
  }
}
