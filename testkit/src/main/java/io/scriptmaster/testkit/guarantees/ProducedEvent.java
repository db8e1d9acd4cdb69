package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.event.TriggerEvent;
import java.time.Instant;
import java.util.Optional;

/**
 * An event as an upstream producer sent it.
 *
 * @param payload JSON text
 */
public record ProducedEvent(
    String tenant, String id, String type, Optional<String> key, String payload) {

  /** What is sent. */
  public TriggerEvent record(Instant occurredAt) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setType(type)
        .setKey(key.orElse(null))
        .setOccurredAt(occurredAt)
        .setPayload(payload)
        .build();
  }
}
