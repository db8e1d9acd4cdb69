package io.scriptmaster.processors.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.ByTenant;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsProfile;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values read through the real broker, from a store that holds what their topic holds. */
class ValueViewIT {

  private static final TenantId ACME = new TenantId("acme");
  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");

  @TempDir private Path stateDirectory;

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();

  @Test
  void shouldListAndShowTheValuesOfOneTenantThatHaveNotExpired() {
    // Given
    try (StreamsApplication application = start();
        TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), cluster.serdes())) {
      for (String key : List.of("points:ada", "points:bob", "points:\uD83D\uDE00", "a/b c", "z")) {
        write(writer, "acme", key, null);
      }
      write(writer, "acme", "points:old", NOW);
      write(writer, "acme", "points:fresh", NOW.plusMillis(1));
      write(writer, "acme-2", "points:foreign", null);
      ValueView view =
          new ValueView(
              StoreReads.ofOneInstance(application, LocalCluster.PARTITIONS),
              Clock.fixed(NOW, ZoneOffset.UTC));

      // When
      await()
          .ignoreException(ViewUnavailableException.class)
          .untilAsserted(() -> assertThat(keys(view, "", 100)).hasSize(6));

      // Then
      assertThat(keys(view, "", 2))
          .containsExactly(
              "a/b c", "points:ada", "points:bob", "points:fresh", "points:\uD83D\uDE00", "z");
      assertThat(keys(view, "points:", 1))
          .containsExactly("points:ada", "points:bob", "points:fresh", "points:\uD83D\uDE00");
      assertThat(view.value(ACME, "a/b c")).map(ScriptValue::getValue).contains("{\"n\":1}");
      assertThat(view.value(ACME, "points:old")).isEmpty();
      assertThat(view.value(ACME, "points:foreign")).isEmpty();
    }
  }

  private static List<String> keys(ValueView view, String prefix, int limit) {
    List<String> keys = new ArrayList<>();
    String from = "";
    do {
      Page<ScriptValue> page = view.values(ACME, prefix, from, limit);
      page.items().forEach(value -> keys.add(value.getKey()));
      from = page.next().orElse("");
    } while (!from.isEmpty());
    return keys;
  }

  private void write(TopicWriter writer, String tenant, String key, Instant expiresAt) {
    ScriptValue value =
        ScriptValue.newBuilder()
            .setTenant(tenant)
            .setKey(key)
            .setValue("{\"n\":1}")
            .setVersion(1)
            .setExpiresAt(expiresAt)
            .setUpdatedAt(NOW)
            .setScript("score")
            .setExecutionId("x1")
            .build();
    writer.write(
        topics.scriptValues().name(),
        TenantPartition.of(new TenantId(tenant), LocalCluster.PARTITIONS),
        tenant + "/" + key,
        writer.bytes(topics.scriptValues(), value));
  }

  private StreamsApplication start() {
    StreamsApplication application =
        StreamsApplication.of(
            new StreamsSettings(
                cluster.bootstrapServers(), stateDirectory, "it-" + UUID.randomUUID() + "-", 1, 1),
            new StreamsProfile("values", true, Duration.ofMillis(100)),
            topics,
            cluster.serdes(),
            config -> topology(config, topics, cluster.serdes()));
    application.start();
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                application.isRunning()
                    && application.activePartitions() == LocalCluster.PARTITIONS);
    return application;
  }

  private static Topology topology(
      TopologyConfig config, TopicCatalogue topics, AvroSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);
    builder.addStateStore(byTenant.store(ValueView.STORE, topics.scriptValues()));
    builder.stream(
            topics.scriptValues().name(), byTenant.read(topics.scriptValues(), "read-values"))
        .process(Keep::new, Named.as("keep-values"), ValueView.STORE);
    return builder.build();
  }

  private static final class Keep extends ContextualProcessor<String, ScriptValue, Void, Void> {

    @Override
    public void process(Record<String, ScriptValue> record) {
      KeyValueStore<String, ScriptValue> store = context().getStateStore(ValueView.STORE);
      store.put(record.key(), record.value());
    }
  }
}
