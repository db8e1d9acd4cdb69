package io.scriptmaster.api.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import io.scriptmaster.api.http.Json;
import java.io.IOException;

/** Any JSON value, as text without spaces; never a tree. */
@JsonDeserialize(using = CompactJson.Reader.class)
record CompactJson(String text) {

  static final class Reader extends StdDeserializer<CompactJson> {

    private static final long serialVersionUID = 1;

    Reader() {
      super(CompactJson.class);
    }

    @Override
    public CompactJson deserialize(JsonParser parser, DeserializationContext context)
        throws IOException {
      return new CompactJson(Json.compact(parser));
    }

    /** A null that is written is a value; one that is absent is none. */
    @Override
    public CompactJson getNullValue(DeserializationContext context) {
      return new CompactJson("null");
    }

    @Override
    public Object getAbsentValue(DeserializationContext context) {
      return null;
    }
  }
}
