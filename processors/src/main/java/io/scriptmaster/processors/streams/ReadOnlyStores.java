package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

/**
 * Stores that hold what compacted topics hold, restored from these topics themselves: no changelog,
 * no second copy in Kafka.
 *
 * <p>Only {@link Topology} can add them (KIP-813), so they are added after the rest is built.
 */
public final class ReadOnlyStores {

  private final Topology topology;
  private final AvroSerdes serdes;
  private final Optional<String> changes;

  ReadOnlyStores(Topology topology, AvroSerdes serdes) {
    this(topology, serdes, Optional.empty());
  }

  private ReadOnlyStores(Topology topology, AvroSerdes serdes, Optional<String> changes) {
    this.topology = topology;
    this.serdes = serdes;
    this.changes = changes;
  }

  /**
   * Stores added from here on tell of their changes.
   *
   * @param changes the name of {@link StoreChanges} of the topology
   */
  public ReadOnlyStores announcingTo(String changes) {
    return new ReadOnlyStores(topology, serdes, Optional.of(changes));
  }

  /**
   * @param processor the node that reads the store
   */
  public <V extends SpecificRecord> ReadOnlyStores add(
      String store, Topic<V> topic, String processor) {
    topology.addReadOnlyStateStore(
        Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(store), Serdes.String(), serdes.serde(topic))
            .withLoggingDisabled(),
        "read-" + store,
        Serdes.String().deserializer(),
        serdes.deserializer(topic),
        topic.name(),
        "keep-" + store,
        () -> new KeepLatest<V>(store, changes));
    topology.connectProcessorAndStateStores(processor, store);
    changes.ifPresent(name -> topology.connectProcessorAndStateStores("keep-" + store, name));
    return this;
  }

  public Topology topology() {
    return topology;
  }

  /**
   * Puts every record into the store as it is: a restore does the same without asking a processor.
   */
  private static final class KeepLatest<V> extends ContextualProcessor<String, V, Void, Void> {

    private final String name;
    private final Optional<String> changes;

    KeepLatest(String name, Optional<String> changes) {
      this.name = name;
      this.changes = changes;
    }

    @Override
    public void process(Record<String, V> record) {
      KeyValueStore<String, V> store = context().getStateStore(name);
      store.put(record.key(), record.value());
      changes.ifPresent(
          announcer ->
              context().<StoreChanges>getStateStore(announcer).changed(name, record.key()));
    }
  }
}
