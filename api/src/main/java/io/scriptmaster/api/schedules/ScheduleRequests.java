package io.scriptmaster.api.schedules;

import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schemas.TenantId;

/** Takes requests for slots beside the timing. */
@FunctionalInterface
public interface ScheduleRequests {

  /**
   * Returns when the request is committed.
   *
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException where it is not acknowledged
   */
  void send(TenantId tenant, ScheduleRequest request);
}
