package io.scriptmaster.api.replays;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.processors.history.Redriven;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import java.time.Instant;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class RepeatSenderIT {

  private static final TenantId ACME = new TenantId("acme");

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();

  @Test
  void shouldWriteEachToItsTopicOnTheTenantsPartition() {
    // Given
    TriggerEvent event = event("e-1");
    byte[] original = cluster.serdes().serializer(topics.triggerEvents()).serialize(null, event);
    ExecutionRequest request = request("r-1");
    EntityChange change = change();

    // When
    try (RepeatSender sender =
        new RepeatSender(
            new KafkaConnection(
                cluster.bootstrapServers(), topics, cluster.serdes(), LocalCluster.PARTITIONS))) {
      sender.send(ACME, List.of(new Repeat.OfExecution(request), new Repeat.OfEvent(original)));
      sender.tell(ACME, List.of(change));
    }

    // Then
    assertOnly(topics.webRequests(), request);
    assertOnly(topics.triggerEvents(), event);
    assertOnly(topics.entityChanges(), change);
  }

  private <V extends SpecificRecord> void assertOnly(Topic<V> topic, V value) {
    try (TopicReader<V> reader =
        TopicReader.of(cluster.bootstrapServers(), cluster.serdes(), topic)) {
      List<ConsumerRecord<String, V>> found = reader.readToEnd();
      assertThat(found).hasSize(1);
      assertThat(found.getFirst().value()).isEqualTo(value);
      assertThat(found.getFirst().key()).isEqualTo("acme");
      assertThat(found.getFirst().partition())
          .isEqualTo(TenantPartition.of(ACME, LocalCluster.PARTITIONS));
    }
  }

  private static ExecutionRequest request(String id) {
    return ExecutionRequest.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setScript("score")
        .setTrigger("replay")
        .setEvent(event("e-1"))
        .setRequestedBy("operator")
        .setRequestedAt(Instant.EPOCH)
        .build();
  }

  private static EntityChange change() {
    return EntityChange.newBuilder()
        .setId("c-1")
        .setTenant("acme")
        .setKind(Redriven.KIND)
        .setEntity("execution-x1")
        .setAction(Redriven.ACTION)
        .setVersion(1)
        .setActor("operator")
        .setAt(Instant.EPOCH)
        .build();
  }

  private static TriggerEvent event(String id) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setType("issue.created")
        .setOccurredAt(Instant.EPOCH)
        .setPayload("{}")
        .build();
  }
}
