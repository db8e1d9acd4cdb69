package io.scriptmaster.processors.streams;

import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.TopologyConfig;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/** One of several instances of an application that keeps tenants, and text and bytes about them. */
final class KeepingInstance implements AutoCloseable {

  static final String TENANTS = "kept-tenants";
  static final String TEXTS = "kept-texts";
  static final String BYTES = "kept-bytes";

  /** Texts and bytes per tenant. */
  static final int ENTRIES = 20;

  private final SharedStores shared;
  private final StreamsApplication application;
  private final StoreReads reads;

  KeepingInstance(
      LocalCluster cluster,
      TopicCatalogue topics,
      String applicationPrefix,
      Path stateDirectory,
      ClusterKey key) {
    AvroSerdes serdes = cluster.serdes();
    shared = SharedStores.onLoopback(key);
    application =
        StreamsApplication.of(
            new StreamsSettings(cluster.bootstrapServers(), stateDirectory, applicationPrefix, 1, 1)
                .advertising(shared.address()),
            new StreamsProfile("keep", true, Duration.ofMillis(50)),
            topics,
            serdes,
            config -> topology(config, topics, serdes));
    reads = shared.reads(application, LocalCluster.PARTITIONS);
    application.start();
  }

  StoreReads reads() {
    return reads;
  }

  HostAndPort address() {
    return shared.address();
  }

  String applicationId() {
    return application.id();
  }

  int activeTasks() {
    return application.isRunning() ? application.activePartitions() : 0;
  }

  boolean hasHere(int partition) {
    try {
      application.localStores().ask(TENANTS, partition, new StoreQuestion.Keys(List.of("none")));
      return true;
    } catch (InvalidStateStoreException e) {
      return false;
    }
  }

  static String entry(String tenant, int number) {
    return "%s/%03d".formatted(tenant, number);
  }

  private static Topology topology(
      TopologyConfig config, TopicCatalogue topics, AvroSerdes serdes) {
    StreamsBuilder builder = new StreamsBuilder(config);
    ByTenant byTenant = new ByTenant(serdes);
    builder.addStateStore(byTenant.store(TENANTS, topics.tenants()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(TEXTS), Serdes.String(), Serdes.String()));
    builder.addStateStore(
        Stores.keyValueStoreBuilder(
            Stores.persistentKeyValueStore(BYTES), Serdes.String(), Serdes.ByteArray()));
    builder.stream(topics.tenants().name(), byTenant.read(topics.tenants(), "read-tenants"))
        .process(Keep::new, Named.as("keep"), TENANTS, TEXTS, BYTES);
    return builder.build();
  }

  @Override
  public void close() {
    application.close();
    shared.close();
  }

  private static final class Keep extends ContextualProcessor<String, Tenant, Void, Void> {

    @Override
    public void process(Record<String, Tenant> tenant) {
      KeyValueStore<String, Tenant> tenants = context().getStateStore(TENANTS);
      KeyValueStore<String, String> texts = context().getStateStore(TEXTS);
      KeyValueStore<String, byte[]> bytes = context().getStateStore(BYTES);
      tenants.put(tenant.key(), tenant.value());
      for (int i = 0; i < ENTRIES; i++) {
        String key = entry(tenant.key(), i);
        texts.put(key, key);
        bytes.put(key, new byte[] {(byte) i});
      }
    }
  }
}
