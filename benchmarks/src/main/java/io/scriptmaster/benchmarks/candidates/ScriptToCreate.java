package io.scriptmaster.benchmarks.candidates;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.benchmarks.load.Workload;
import java.util.Map;

/**
 * A script and the listener that starts it.
 *
 * @param id of both
 * @param limits of the script; empty leaves them as the platform has them
 */
public record ScriptToCreate(String id, String eventType, String source, Map<String, Long> limits) {

  private static final ObjectMapper JSON = new ObjectMapper();

  public ScriptToCreate {
    limits = Map.copyOf(limits);
  }

  public static ScriptToCreate of(Workload workload, boolean emit) {
    return new ScriptToCreate(
        workload.word(), workload.eventType(), workload.source(emit), Map.of());
  }

  String body(String firstLine) {
    ObjectNode body = JSON.createObjectNode().put("source", firstLine + source);
    if (!limits.isEmpty()) {
      body.set("limits", JSON.valueToTree(limits));
    }
    return body.toString();
  }

  String listenerBody() {
    ObjectNode body = JSON.createObjectNode().put("script", id);
    body.putArray("eventTypes").add(eventType);
    return body.toString();
  }
}
