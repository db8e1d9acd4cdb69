package io.scriptmaster.api.replays;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class KafkaRecordsIT {

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final String topic = topics.triggerEvents().name();
  private static final TenantId ACME = new TenantId("acme");

  private final KafkaRecords records = new KafkaRecords(cluster.bootstrapServers());

  @Test
  void shouldReadEachRecordWhereItIs() {
    // Given
    List<RecordPlace> places = write(5);
    byte[] large = new byte[1_900_000];
    large[0] = 7;
    try (TopicWriter writer = writer()) {
      places.add(placeOf(writer, 1, large));
    }

    // When
    Map<RecordPlace, byte[]> values =
        records.values(ACME, List.of(places.get(5), places.get(3), places.get(0)));

    // Then
    assertThat(values).hasSize(3);
    assertThat(values.get(places.get(0))).isEqualTo(bytes("value 0"));
    assertThat(values.get(places.get(3))).isEqualTo(bytes("value 3"));
    assertThat(values.get(places.get(5))).isEqualTo(large);
  }

  @Test
  void shouldLeaveOutWhatIsNotThereAnyMoreOrYet() throws Exception {
    // Given
    List<RecordPlace> places = write(4);
    RecordPlace toCome = new RecordPlace(topic, 0, 4);
    deleteBefore(3);

    // When
    Map<RecordPlace, byte[]> values =
        records.values(ACME, List.of(places.get(2), places.get(3), toCome));

    // Then
    assertThat(values).containsOnlyKeys(places.get(3));
  }

  @Test
  void shouldServeMoreCallersThanItReadsAtOnce() {
    // Given
    List<RecordPlace> places = write(20);

    // When
    List<CompletableFuture<Map<RecordPlace, byte[]>>> answers;
    try (ExecutorService callers = Executors.newVirtualThreadPerTaskExecutor()) {
      answers =
          places.stream()
              .map(
                  place ->
                      CompletableFuture.supplyAsync(
                          () ->
                              records.values(
                                  new TenantId("tenant-%d".formatted(place.offset() % 5)),
                                  List.of(place)),
                          callers))
              .toList();
    }

    // Then
    for (int number = 0; number < places.size(); number++) {
      assertThat(answers.get(number).join().get(places.get(number)))
          .isEqualTo(bytes("value " + number));
    }
  }

  private List<RecordPlace> write(int count) {
    List<RecordPlace> places = new ArrayList<>();
    try (TopicWriter writer = writer()) {
      for (int number = 0; number < count; number++) {
        places.add(placeOf(writer, 0, bytes("value " + number)));
      }
    }
    return places;
  }

  private RecordPlace placeOf(TopicWriter writer, int partition, byte[] value) {
    return new RecordPlace(
        topic, partition, writer.write(topic, partition, "acme", value).offset());
  }

  private void deleteBefore(long offset) throws Exception {
    try (Admin admin =
        Admin.create(
            Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, cluster.bootstrapServers()))) {
      admin
          .deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(offset)))
          .all()
          .get();
    }
  }

  private TopicWriter writer() {
    return new TopicWriter(cluster.bootstrapServers(), cluster.serdes());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
