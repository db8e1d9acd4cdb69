package io.scriptmaster.processors.executions;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/**
 * Why scripts run: an event that listeners hear, or a request for one script.
 *
 * @param event what the script is given
 * @param depth how many executions stand between it and what came from outside
 * @param origin the record that it was
 * @param request where somebody asked for one script
 */
record Trigger(
    TriggerEvent event, int depth, TriggerOrigin origin, Optional<ExecutionRequest> request) {

  static final String EVENT = "event";

  Trigger {
    requireNonNull(event, "event");
    requireNonNull(origin, "origin");
    requireNonNull(request, "request");
  }

  static Trigger of(TriggerEvent event, TriggerOrigin origin) {
    return new Trigger(event, 0, origin, Optional.empty());
  }

  static Trigger of(ScriptEvent event, TriggerOrigin origin) {
    TriggerEvent heard =
        new TriggerEvent(
            event.getId(),
            event.getTenant(),
            event.getType(),
            event.getKey(),
            event.getOccurredAt(),
            event.getPayload(),
            event.getHeaders());
    return new Trigger(heard, event.getDepth(), origin, Optional.empty());
  }

  static Trigger of(ExecutionRequest request, TriggerOrigin origin) {
    return new Trigger(request.getEvent(), request.getDepth(), origin, Optional.of(request));
  }

  TenantId tenant() {
    return new TenantId(event.getTenant());
  }

  /** The word of PRODUCT.md: {@code event} or {@code replay}. */
  String kind() {
    return request.map(ExecutionRequest::getTrigger).orElse(EVENT);
  }

  /** What the execution's id is derived from, and what is known again within 24 hours. */
  String id() {
    return request.map(ExecutionRequest::getId).orElse(event.getId());
  }
}
