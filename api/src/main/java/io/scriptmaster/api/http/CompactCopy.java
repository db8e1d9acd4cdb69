package io.scriptmaster.api.http;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;

/** Copies one JSON value from a parser to a generator without building it. */
final class CompactCopy {

  private final JsonParser parser;
  private final JsonGenerator generator;

  CompactCopy(JsonParser parser, JsonGenerator generator) {
    this.parser = parser;
    this.generator = generator;
  }

  void copyValue() throws IOException {
    int depth = copyToken(parser.currentToken());
    while (depth > 0) {
      depth += copyToken(parser.nextToken());
    }
  }

  /**
   * @return by how much the nesting changes
   */
  private int copyToken(JsonToken token) throws IOException {
    switch (token) {
      // As text: 1.10 and 12345678901234567890 stay what they are.
      case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> generator.writeNumber(parser.getText());
      default -> generator.copyCurrentEvent(parser);
    }
    return token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
  }
}
