package io.scriptmaster.api.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A body that is one JSON object: well-formed, not nested deeper than {@value Json#MAX_DEPTH}, no
 * name twice in an object.
 *
 * <p>It is looked at token by token, so a small body can not become a large tree.
 *
 * @param text as sent
 * @param fields the names at the top level
 */
public record JsonBody(String text, Set<String> fields) {

  /** Without what was sent: it may be a secret. */
  @Override
  public String toString() {
    return "JsonBody[%d characters, fields=%s]".formatted(text.length(), fields);
  }

  static JsonBody parse(String text) {
    try (JsonParser parser = Json.strictParser(text)) {
      return new JsonBody(text, topLevelNames(parser));
    } catch (StreamConstraintsException e) {
      throw invalid(
          "the body is nested deeper than %d, or has a number or name that is too long"
              .formatted(Json.MAX_DEPTH),
          e.getLocation());
    } catch (JsonEOFException e) {
      throw invalid("the body is not JSON: it ends too early", e.getLocation());
    } catch (JsonProcessingException e) {
      throw invalid("the body is not JSON: " + e.getOriginalMessage(), e.getLocation());
    } catch (IOException e) {
      throw new UncheckedIOException("a string could not be read", e);
    }
  }

  private static Set<String> topLevelNames(JsonParser parser) throws IOException {
    if (parser.nextToken() != JsonToken.START_OBJECT) {
      throw invalid("the body is one JSON object", parser.currentTokenLocation());
    }
    Set<String> names = new LinkedHashSet<>();
    int depth = 1;
    while (depth > 0) {
      JsonToken token = parser.nextToken();
      depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
      requireWholeCharacters(parser, token);
      if (depth == 1 && token == JsonToken.FIELD_NAME) {
        names.add(parser.currentName());
      }
    }
    if (parser.nextToken() != null) {
      throw invalid("something follows the JSON object", parser.currentTokenLocation());
    }
    return names;
  }

  /** Half a surrogate pair has no UTF-8: it would silently be stored as a question mark. */
  private static void requireWholeCharacters(JsonParser parser, JsonToken token)
      throws IOException {
    boolean isText = token == JsonToken.VALUE_STRING || token == JsonToken.FIELD_NAME;
    if (isText && parser.getText().codePoints().anyMatch(JsonBody::isHalf)) {
      throw invalid("a text holds half of a surrogate pair", parser.currentTokenLocation());
    }
  }

  private static boolean isHalf(int codePoint) {
    return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
  }

  private static ProblemException invalid(String detail, JsonLocation location) {
    Problem problem = Problem.of(400, "invalid_json", detail);
    if (location == null || location.getLineNr() < 1) {
      return problem.asException();
    }
    return problem
        .with("line", location.getLineNr())
        .with("column", location.getColumnNr())
        .asException();
  }
}
