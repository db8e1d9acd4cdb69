package io.scriptmaster.api.http;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * A body that is one JSON object: well-formed, not nested deeper than {@value Json#MAX_DEPTH}, no
 * name twice in an object, not too many names.
 *
 * <p>It is looked at token by token, so a small body can not become a large tree.
 *
 * @param text as sent
 * @param fields the names at the top level
 */
public record JsonBody(String text, Set<String> fields) {

  /**
   * Of the objects that are open at one place: each is remembered until its object ends, at many
   * times its size.
   */
  static final int MAX_NAMES = 10_000;

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
    OpenNames open = new OpenNames();
    open.begin();
    while (open.depth() > 0) {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        open.begin();
      } else if (token.isStructEnd()) {
        open.end();
      }
      requireWholeCharacters(parser, token);
      if (token == JsonToken.FIELD_NAME) {
        if (open.add() > MAX_NAMES) {
          throw invalid(
              "an object, with those around it, has at most %d names".formatted(MAX_NAMES),
              parser.currentTokenLocation());
        }
        if (open.depth() == 1) {
          names.add(parser.currentName());
        }
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

  /** How many names the objects have that have begun and not ended. */
  private static final class OpenNames {

    private final Deque<Integer> counts = new ArrayDeque<>();
    private int all;

    void begin() {
      counts.push(0);
    }

    void end() {
      all -= counts.pop();
    }

    int add() {
      counts.push(counts.pop() + 1);
      return ++all;
    }

    int depth() {
      return counts.size();
    }
  }
}
