package io.scriptmaster.processors.executions;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.scriptmaster.event.TriggerEvent;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Map;

/** The JSON texts that a script sees: its {@code event} argument and {@code sm.execution}. */
final class EventJson {

  private static final JsonFactory JSON = new JsonFactory();

  private EventJson() {}

  static String event(TriggerEvent event) {
    return write(
        json -> {
          json.writeStringField("id", event.getId());
          json.writeStringField("type", event.getType());
          json.writeStringField("key", event.getKey());
          json.writeStringField("occurredAt", event.getOccurredAt().toString());
          json.writeFieldName("payload");
          json.writeRawValue(event.getPayload());
          json.writeObjectFieldStart("headers");
          for (Map.Entry<String, String> header : event.getHeaders().entrySet()) {
            json.writeStringField(header.getKey(), header.getValue());
          }
          json.writeEndObject();
        });
  }

  static String execution(AdmittedExecution execution, RunnableScript script) {
    return write(
        json -> {
          json.writeStringField("id", execution.id().value());
          json.writeStringField("tenant", execution.tenant().value());
          json.writeStringField("script", script.id());
          json.writeNumberField("revision", script.revision());
          json.writeStringField("trigger", execution.trigger().kind());
          json.writeStringField("triggerId", execution.trigger().id());
          json.writeNumberField("attempt", execution.attempt());
          json.writeNumberField("depth", execution.trigger().depth());
        });
  }

  private interface Fields {
    void writeTo(JsonGenerator json) throws IOException;
  }

  private static String write(Fields fields) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = JSON.createGenerator(text)) {
      json.writeStartObject();
      fields.writeTo(json);
      json.writeEndObject();
    } catch (IOException e) {
      throw new IllegalStateException("writing to a string failed", e);
    }
    return text.toString();
  }
}
