package io.scriptmaster.engine;

import com.sun.management.GarbageCollectorMXBean;
import com.sun.management.GcInfo;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What collections leave in use in the JVM's heap. One thread. */
final class Heap {

  /** How much is left. */
  enum Room {
    PLENTY(0.5),
    SCARCE(0.6),
    TIGHT(0.85),
    NONE(1);

    private final double upTo;

    Room(double upTo) {
      this.upTo = upTo;
    }

    boolean isTight() {
      return this == TIGHT || this == NONE;
    }

    static Room with(long used, long max) {
      return Arrays.stream(values())
          .filter(room -> used <= room.upTo * max)
          .findFirst()
          .orElse(NONE);
    }
  }

  /** An eighth: several may take all they can before the collector has told about any of them. */
  static final long SHARE_OF_ONE = Runtime.getRuntime().maxMemory() / 8;

  /** Of G1: it only looks for what is free; what it reports as in use includes what is new. */
  private static final String MARKING = "G1 Concurrent GC";

  private final List<GarbageCollectorMXBean> collectors = collectors(false);
  private final List<GarbageCollectorMXBean> marking = collectors(true);
  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private final List<MemoryPoolMXBean> settled =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP && !pool.getName().contains("Eden"))
          .toList();
  private final long max = Runtime.getRuntime().maxMemory();
  private long collections;
  private long markings;
  private long usedBefore = Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();

  /**
   * One collection, or several.
   *
   * @param growth of what is in use since the one before; negative when it shrank
   * @param room that it left
   */
  record Collected(long growth, Room room) {}

  /**
   * As if nothing could be freed of what is in use now, but for where the collector puts what is
   * new: that fills up before each collection, and says nothing.
   */
  Room room() {
    long used = settled.stream().mapToLong(pool -> pool.getUsage().getUsed()).sum();
    return Room.with(used, max);
  }

  /** Empty when there was none since the last call. */
  Optional<Collected> collected() {
    long now = count(collectors);
    if (now == collections) {
      return Optional.empty();
    }
    collections = now;
    long used = usedAfterLastCollection();
    long growth = used - usedBefore;
    usedBefore = used;
    return Optional.of(new Collected(growth, Room.with(used, max)));
  }

  /** True once for each time that the collector looked for what is free, and found little room. */
  boolean wasMarkedFull() {
    long now = count(marking);
    if (now == markings) {
      return false;
    }
    markings = now;
    return room() == Room.NONE;
  }

  private long usedAfterLastCollection() {
    return collectors.stream()
        .map(GarbageCollectorMXBean::getLastGcInfo)
        .filter(Objects::nonNull)
        .max((a, b) -> Long.compare(a.getEndTime(), b.getEndTime()))
        .map(this::usedAfter)
        .orElse(usedBefore);
  }

  private long usedAfter(GcInfo collection) {
    return collection.getMemoryUsageAfterGc().entrySet().stream()
        .filter(pool -> pools.contains(pool.getKey()))
        .mapToLong(pool -> pool.getValue().getUsed())
        .sum();
  }

  private static long count(List<GarbageCollectorMXBean> collectors) {
    return collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
  }

  private static List<GarbageCollectorMXBean> collectors(boolean marking) {
    return ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class).stream()
        .filter(collector -> collector.getName().equals(MARKING) == marking)
        .toList();
  }
}
