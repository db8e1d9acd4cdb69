package io.scriptmaster.api.events;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.api.kafka.TenantProducer;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.util.List;

/** Sends trigger events over Kafka. Safe for use by several threads. */
public final class TriggerEventSender implements TriggerEvents, AutoCloseable {

  private static final String NOT_ALL =
      "Kafka did not acknowledge all events; some may have been taken: send all again with the same ids";

  private final TenantProducer<TriggerEvent> producer;

  public TriggerEventSender(KafkaConnection kafka) {
    this.producer = TenantProducer.of(kafka, kafka.topics().triggerEvents());
  }

  @Override
  public void send(TenantId tenant, List<TriggerEvent> events) {
    producer.sendAll(tenant, events, NOT_ALL);
  }

  @Override
  public void close() {
    producer.close();
  }
}
