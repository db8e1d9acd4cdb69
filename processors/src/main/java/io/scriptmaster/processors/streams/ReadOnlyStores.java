package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
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

  ReadOnlyStores(Topology topology, AvroSerdes serdes) {
    this.topology = topology;
    this.serdes = serdes;
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
        () -> new KeepLatest<V>(store));
    topology.connectProcessorAndStateStores(processor, store);
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

    KeepLatest(String name) {
      this.name = name;
    }

    @Override
    public void process(Record<String, V> record) {
      KeyValueStore<String, V> store = context().getStateStore(name);
      store.put(record.key(), record.value());
    }
  }
}
