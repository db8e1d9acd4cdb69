package io.scriptmaster.processors.streams;

import io.scriptmaster.processors.streams.Slice.Entry;
import io.scriptmaster.processors.streams.StoreQuestion.Keys;
import io.scriptmaster.processors.streams.StoreQuestion.Range;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * Reads a store from any thread of any instance: what another instance has at work is asked there.
 *
 * <p>Where a partition is just moving, a read waits for up to 3 s.
 */
public final class StoreReads {

  private static final int FURTHER_ENTRIES = 100;

  private final PartitionReads parts;
  private final int partitions;
  private final LongSupplier nanoTime;

  StoreReads(PartitionReads parts, int partitions) {
    this(parts, partitions, System::nanoTime);
  }

  StoreReads(PartitionReads parts, int partitions, LongSupplier nanoTime) {
    this.parts = parts;
    this.partitions = partitions;
    this.nanoTime = nanoTime;
  }

  /** Of an application that has one instance; see {@link SharedStores} for more. */
  public static StoreReads ofOneInstance(StreamsApplication application, int partitions) {
    return new StoreReads(
        new ForwardedReads(
            application,
            Optional.empty(),
            new StoreOwners(application.streams(), Optional.empty())),
        partitions);
  }

  /**
   * @throws ViewUnavailableException while the store is being restored or is moving
   */
  public <V> Optional<V> get(String store, TenantId tenant, String key) {
    return this.<V>ask(store, tenant, new Keys(List.of(key))).entries().stream()
        .findFirst()
        .map(Entry::value);
  }

  /**
   * The values under these keys, as far as they exist, in the order of keys: one question instead
   * of one per key where they are at another instance.
   *
   * @throws ViewUnavailableException while the store is being restored or is moving
   */
  public <V> Map<String, V> getAll(String store, TenantId tenant, Collection<String> keys) {
    Map<String, V> found = new LinkedHashMap<>();
    TreeSet<String> open = new TreeSet<>(keys);
    while (!open.isEmpty()) {
      List<String> asked = open.stream().limit(StoreQuestion.MAX_ENTRIES).toList();
      Slice<V> slice = ask(store, tenant, new Keys(asked));
      slice.entries().forEach(entry -> found.put(entry.key(), entry.value()));
      String last = slice.complete() ? asked.getLast() : slice.entries().getLast().key();
      open.headSet(last, true).clear();
    }
    return found;
  }

  /**
   * The values under keys from {@code from} (included) to {@code to} (excluded), in the order of
   * keys.
   *
   * <p>A page may hold fewer than {@code limit} although more follow: at most {@code maxScanned}
   * values are looked at, {@value PageScan#ENOUGH_CHARACTERS} characters of them, and, once values
   * were left out, for about {@value PageScan#ENOUGH_MILLIS} ms.
   *
   * @param wanted whether a value belongs on the page
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
    PageScan<V> scan = new PageScan<>(limit, maxScanned, wanted, nanoTime);
    String start = from;
    // One more than the page holds tells whether another follows.
    int entries = limit + 1;
    while (true) {
      Slice<V> slice = ask(store, tenant, new Range(start, Optional.of(to), bounded(entries)));
      Optional<Page<V>> page = scan.over(slice);
      if (page.isPresent()) {
        return page.get();
      }
      start = after(slice.entries().getLast().key());
      // The filter wants few of many.
      entries = Math.max(scan.missing() + 1, FURTHER_ENTRIES);
    }
  }

  /**
   * Of all tenants: the values with the smallest keys after {@code after}, in the order of keys.
   *
   * @throws ViewUnavailableException while a part of the store is being restored or is moving
   */
  public <V> List<V> smallestAfter(String store, String after, int limit) {
    TreeMap<String, V> smallest = new TreeMap<>();
    for (int partition = 0; partition < partitions; partition++) {
      // Each partition is in order, so its first entries are enough.
      this.<V>first(store, partition, after, limit)
          .forEach(entry -> smallest.put(entry.key(), entry.value()));
    }
    return smallest.values().stream().limit(limit).toList();
  }

  private <V> List<Entry<V>> first(String store, int partition, String after, int limit) {
    List<Entry<V>> found = new ArrayList<>();
    String start = after(after);
    while (found.size() < limit) {
      int missing = limit - found.size();
      Slice<V> slice =
          parts.ask(store, partition, new Range(start, Optional.empty(), bounded(missing)));
      found.addAll(slice.entries());
      if (slice.complete()) {
        break;
      }
      start = after(slice.entries().getLast().key());
    }
    return found;
  }

  private static int bounded(int entries) {
    return Math.min(entries, StoreQuestion.MAX_ENTRIES);
  }

  /** The smallest key after this one. */
  private static String after(String key) {
    return key + '\0';
  }

  private <V> Slice<V> ask(String store, TenantId tenant, StoreQuestion question) {
    return parts.ask(store, TenantPartition.of(tenant, partitions), question);
  }
}
