package io.scriptmaster.processors.streams;

import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads a tenant's part of a store from any thread. */
public final class StoreReads {

  private final KafkaStreams streams;
  private final int partitions;

  public StoreReads(KafkaStreams streams, int partitions) {
    this.streams = streams;
    this.partitions = partitions;
  }

  /**
   * @throws ViewUnavailableException while the store is being restored or is moving
   */
  public <V> Optional<V> get(String store, TenantId tenant, String key) {
    try {
      return Optional.ofNullable(this.<V>store(store, tenant).get(key));
    } catch (InvalidStateStoreException e) {
      throw new ViewUnavailableException(store, e);
    }
  }

  /**
   * The values under keys from {@code from} (included) to {@code to} (excluded), in the order of
   * keys.
   *
   * @param wanted values that are left out count for nothing, but at most {@code maxScanned} are
   *     looked at in one page
   * @throws ViewUnavailableException while the store is being restored or is moving
   */
  public <V> Page<V> range(
      String store,
      TenantId tenant,
      String from,
      String to,
      int limit,
      int maxScanned,
      Predicate<V> wanted) {
    List<V> items = new ArrayList<>();
    int scanned = 0;
    try (var entries = this.<V>store(store, tenant).range(from, to)) {
      while (entries.hasNext()) {
        var entry = entries.next();
        if (entry.key.equals(to)) {
          break;
        }
        if (items.size() == limit || scanned++ == maxScanned) {
          return new Page<>(items, Optional.of(entry.key));
        }
        if (wanted.test(entry.value)) {
          items.add(entry.value);
        }
      }
      return new Page<>(items, Optional.empty());
    } catch (InvalidStateStoreException e) {
      throw new ViewUnavailableException(store, e);
    }
  }

  /**
   * Of all tenants: the values with the smallest keys after {@code after}, in the order of keys.
   *
   * @throws ViewUnavailableException while a part of the store is being restored or is moving
   */
  public <V> List<V> smallestAfter(String store, String after, int limit) {
    TreeMap<String, V> smallest = new TreeMap<>();
    try {
      for (int partition = 0; partition < partitions; partition++) {
        // Each partition is in order, so its first entries are enough.
        try (var entries = this.<V>store(store, partition).range(after, null)) {
          int taken = 0;
          while (entries.hasNext() && taken <= limit) {
            var entry = entries.next();
            if (!entry.key.equals(after)) {
              smallest.put(entry.key, entry.value);
              taken++;
            }
          }
        }
      }
    } catch (InvalidStateStoreException e) {
      throw new ViewUnavailableException(store, e);
    }
    return smallest.values().stream().limit(limit).toList();
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name, TenantId tenant) {
    return store(name, TenantPartition.of(tenant, partitions));
  }

  private <V> ReadOnlyKeyValueStore<String, V> store(String name, int partition) {
    return streams.store(
        StoreQueryParameters.fromNameAndType(name, QueryableStoreTypes.<String, V>keyValueStore())
            .withPartition(partition));
  }
}
