package io.scriptmaster.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.Readiness.Component;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Routes;
import java.util.List;

/**
 * {@code /healthz}: the process answers. {@code /readyz}: it can do its work; it tells of the
 * platform's parts, so from elsewhere it is for the operator.
 */
final class HealthRoutes {

  private final Readiness readiness;

  HealthRoutes(Readiness readiness) {
    this.readiness = readiness;
  }

  void addTo(Routes routes) {
    routes
        .getOpenOnLoopback("/healthz", Permission.ANY, HealthRoutes::health)
        .getOpenOnLoopback("/readyz", this::ready);
  }

  private static Answer health(Call call) {
    ObjectNode json = Json.object();
    json.put("status", "up");
    return Answer.json(200, json);
  }

  private Answer ready(Call call) {
    List<Component> components = readiness.components();
    boolean ready = components.stream().allMatch(Component::ready);
    ObjectNode json = Json.object();
    json.put("status", ready ? "ready" : "not_ready");
    ArrayNode list = json.putArray("components");
    components.forEach(component -> show(component, list.addObject()));
    return ready ? Answer.json(200, json) : Answer.json(503, json).with("Retry-After", "1");
  }

  private static void show(Component component, ObjectNode json) {
    json.put("name", component.name())
        .put("ready", component.ready())
        .put("detail", component.detail());
  }
}
