package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.Topic;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.StreamPartitioner;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * How catalogue topics are read, written and stored: string keys, Avro values, partitioned by
 * tenant.
 */
public final class ByTenant {

  private final AvroSerdes serdes;

  public ByTenant(AvroSerdes serdes) {
    this.serdes = serdes;
  }

  public <V extends SpecificRecord> Consumed<String, V> read(Topic<V> topic, String node) {
    return Consumed.with(Serdes.String(), serdes.serde(topic)).withName(node);
  }

  public <V extends SpecificRecord> Produced<String, V> write(Topic<V> topic, String node) {
    return Produced.with(Serdes.String(), serdes.serde(topic))
        .withStreamPartitioner(partitioner())
        .withName(node);
  }

  /** A persistent store of the values of a topic, with a changelog of its own. */
  public <V extends SpecificRecord> StoreBuilder<KeyValueStore<String, V>> store(
      String name, Topic<V> topic) {
    return Stores.keyValueStoreBuilder(
        Stores.persistentKeyValueStore(name), Serdes.String(), serdes.serde(topic));
  }

  /** Adds read-only stores to a finished topology, see {@link ReadOnlyStores}. */
  public ReadOnlyStores readOnlyStores(Topology topology) {
    return new ReadOnlyStores(topology, serdes);
  }

  /**
   * Sends {@code tenant} and {@code tenant/...} keys to the tenant's partition; no key goes
   * anywhere.
   */
  public static <V> StreamPartitioner<String, V> partitioner() {
    return (topic, key, value, partitions) ->
        key == null
            ? Optional.empty()
            : Optional.of(Set.of(TenantPartition.ofKey(key, partitions)));
  }
}
