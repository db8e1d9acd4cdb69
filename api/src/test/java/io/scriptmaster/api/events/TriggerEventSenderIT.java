package io.scriptmaster.api.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TriggerEventSenderIT {

  private static final TenantId ACME = new TenantId("acme");

  @Test
  void shouldWriteABatchInOrderToTheTenantsPartition() {
    // Given
    LocalCluster cluster = LocalCluster.shared();
    TopicCatalogue topics = cluster.freshTopics();
    KafkaConnection kafka =
        new KafkaConnection(
            cluster.bootstrapServers(), topics, cluster.serdes(), LocalCluster.PARTITIONS);
    List<TriggerEvent> batch =
        IntStream.range(0, 500).mapToObj(TriggerEventSenderIT::event).toList();

    // When
    try (TriggerEventSender sender = new TriggerEventSender(kafka)) {
      sender.send(ACME, batch);
    }

    // Then
    try (var reader =
        TopicReader.of(cluster.bootstrapServers(), cluster.serdes(), topics.triggerEvents())) {
      var records = reader.readToEnd();
      assertThat(records).extracting(record -> record.value()).containsExactlyElementsOf(batch);
      assertThat(records).extracting(record -> record.key()).containsOnly("acme");
      assertThat(records)
          .extracting(record -> record.partition())
          .containsOnly(TenantPartition.of(ACME, LocalCluster.PARTITIONS));
    }
  }

  private static TriggerEvent event(int number) {
    return TriggerEvent.newBuilder()
        .setId("e-" + number)
        .setTenant("acme")
        .setType("issue.created")
        .setOccurredAt(Instant.EPOCH)
        .setPayload("{}")
        .build();
  }
}
