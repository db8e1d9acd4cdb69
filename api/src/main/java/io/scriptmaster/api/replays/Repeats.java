package io.scriptmaster.api.replays;

import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.schemas.TenantId;
import java.util.List;

/** Hands over what is to run again. */
public interface Repeats {

  /**
   * Returns when all are acknowledged. Each topic keeps their order.
   *
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException where not all were; some may have
   *     been
   */
  void send(TenantId tenant, List<Repeat> repeats);

  /**
   * Tells the audit and the history; returns when all are acknowledged.
   *
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException as above
   */
  void tell(TenantId tenant, List<EntityChange> changes);
}
