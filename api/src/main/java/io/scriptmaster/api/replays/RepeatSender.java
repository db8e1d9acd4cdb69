package io.scriptmaster.api.replays;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.api.kafka.TenantProducer;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.schemas.TenantId;
import java.util.List;
import java.util.stream.Stream;

/** Sends over Kafka. Safe for use by several threads. */
public final class RepeatSender implements Repeats, AutoCloseable {

  private static final String NOT_ALL =
      "Kafka did not acknowledge everything; some may run again already: send the same once more"
          + " with the same Idempotency-Key";

  private final TenantProducer<ExecutionRequest> requests;
  private final TenantProducer<byte[]> events;
  private final TenantProducer<EntityChange> changes;

  public RepeatSender(KafkaConnection kafka) {
    this.requests = TenantProducer.of(kafka, kafka.topics().webRequests());
    this.events = TenantProducer.ofBytes(kafka, kafka.topics().triggerEvents());
    this.changes = TenantProducer.of(kafka, kafka.topics().entityChanges());
  }

  @Override
  public void send(TenantId tenant, List<Repeat> repeats) {
    requests.sendAll(
        tenant,
        repeats.stream()
            .flatMap(
                repeat ->
                    repeat instanceof Repeat.OfExecution(var request)
                        ? Stream.of(request)
                        : Stream.<ExecutionRequest>empty())
            .toList(),
        NOT_ALL);
    events.sendAll(
        tenant,
        repeats.stream()
            .flatMap(
                repeat ->
                    repeat instanceof Repeat.OfEvent(var value)
                        ? Stream.of(value)
                        : Stream.<byte[]>empty())
            .toList(),
        NOT_ALL);
  }

  @Override
  public void tell(TenantId tenant, List<EntityChange> told) {
    changes.sendAll(tenant, told, NOT_ALL);
  }

  @Override
  public void close() {
    requests.close();
    events.close();
    changes.close();
  }
}
