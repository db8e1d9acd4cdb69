package io.scriptmaster.api.events;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A batch of trigger events as it is posted. */
record PostedEvents(@JsonProperty("events") List<PostedEvent> events) {

  private static final int MAX_EVENTS = 500;

  /**
   * @throws InvalidFieldException for the first rule that is broken, naming the event: {@code
   *     events[3].type}
   */
  List<TriggerEvent> toTriggerEvents(TenantId tenant, Instant now) {
    if (events == null || events.isEmpty() || events.size() > MAX_EVENTS) {
      throw new InvalidFieldException(
          "events", "events is a list of 1 to %d events".formatted(MAX_EVENTS));
    }
    List<TriggerEvent> all = new ArrayList<>();
    for (int index = 0; index < events.size(); index++) {
      all.add(toTriggerEvent(index, tenant, now));
    }
    return all;
  }

  private TriggerEvent toTriggerEvent(int index, TenantId tenant, Instant now) {
    String place = "events[%d]".formatted(index);
    if (events.get(index) == null) {
      throw new InvalidFieldException(place, "an event is a JSON object, not null");
    }
    try {
      return events.get(index).toTriggerEvent(tenant, now);
    } catch (InvalidFieldException e) {
      throw new InvalidFieldException(place + "." + e.field(), e.getMessage());
    }
  }
}
