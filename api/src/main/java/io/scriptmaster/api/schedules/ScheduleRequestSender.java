package io.scriptmaster.api.schedules;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.api.kafka.TenantProducer;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schemas.TenantId;
import java.util.List;

/** Sends over Kafka. Safe for use by several threads. */
public final class ScheduleRequestSender implements ScheduleRequests, AutoCloseable {

  private static final String NOT_CONFIRMED =
      "Kafka did not acknowledge the request; send it once more with the same Idempotency-Key";

  private final TenantProducer<ScheduleRequest> requests;

  public ScheduleRequestSender(KafkaConnection kafka) {
    this.requests = TenantProducer.of(kafka, kafka.topics().scheduleRequests());
  }

  @Override
  public void send(TenantId tenant, ScheduleRequest request) {
    requests.sendAll(tenant, List.of(request), NOT_CONFIRMED);
  }

  @Override
  public void close() {
    requests.close();
  }
}
