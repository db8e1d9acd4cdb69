package io.scriptmaster.api.events;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.api.kafka.KafkaUnavailableException;
import io.scriptmaster.api.kafka.TenantProducer;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.apache.kafka.common.KafkaException;

/** Sends trigger events over Kafka. Safe for use by several threads. */
public final class TriggerEventSender implements TriggerEvents, AutoCloseable {

  private final TenantProducer<TriggerEvent> producer;

  public TriggerEventSender(KafkaConnection kafka) {
    this.producer = new TenantProducer<>(kafka, kafka.topics().triggerEvents());
  }

  @Override
  public void send(TenantId tenant, List<TriggerEvent> events) {
    List<CompletableFuture<Void>> acknowledgements = new ArrayList<>();
    try {
      for (TriggerEvent event : events) {
        acknowledgements.add(send(tenant, event));
      }
      // The producer gives up by itself, so this ends.
      CompletableFuture.allOf(acknowledgements.toArray(CompletableFuture[]::new)).join();
    } catch (KafkaException e) {
      throw notAcknowledged(e);
    } catch (CompletionException e) {
      throw notAcknowledged(e.getCause());
    }
  }

  private CompletableFuture<Void> send(TenantId tenant, TriggerEvent event) {
    CompletableFuture<Void> acknowledgement = new CompletableFuture<>();
    producer.send(
        tenant,
        event,
        (sent, failure) -> {
          if (failure == null) {
            acknowledgement.complete(null);
          } else {
            acknowledgement.completeExceptionally(failure);
          }
        });
    return acknowledgement;
  }

  @Override
  public void close() {
    producer.close();
  }

  private static KafkaUnavailableException notAcknowledged(Throwable cause) {
    return new KafkaUnavailableException(
        "Kafka did not acknowledge all events; some may have been taken: send all again with the same ids",
        cause);
  }
}
