package io.scriptmaster.api.events;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.time.Clock;
import java.util.List;

/** {@code /v1/tenants/{tenant}/events}. */
public final class EventRoutes {

  private static final int MAX_BODY = 4 * 1024 * 1024;

  private final TriggerEvents events;
  private final Clock clock;

  public EventRoutes(TriggerEvents events, Clock clock) {
    this.events = events;
    this.clock = clock;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes.post("/v1/tenants/{tenant}/events", Permission.SEND_EVENTS, door.to(this::post));
  }

  /** All events of a batch are checked before the first is sent. */
  private Answer post(TenantId tenant, Call call) {
    call.query();
    List<TriggerEvent> posted = PostedEventsJson.read(call.json(MAX_BODY), tenant, clock.instant());
    events.send(tenant, posted);
    ObjectNode json = Json.object();
    json.put("accepted", posted.size());
    ArrayNode ids = json.putArray("events");
    posted.forEach(event -> ids.addObject().put("id", event.getId()));
    return Answer.json(202, json);
  }
}
