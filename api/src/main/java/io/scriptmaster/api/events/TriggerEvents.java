package io.scriptmaster.api.events;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.util.List;

/** Hands trigger events over. */
@FunctionalInterface
public interface TriggerEvents {

  /**
   * Returns when all events are acknowledged.
   *
   * @param events of this tenant, in the order in which they are to be kept
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException where not all were acknowledged;
   *     some may have been
   */
  void send(TenantId tenant, List<TriggerEvent> events);
}
