package io.scriptmaster.engine;

import com.sun.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the JVM is running out of memory. One thread. */
final class Heap {

  /** More than this in use right after a collection means that the next one frees too little. */
  private static final double FULL = 0.85;

  private final List<GarbageCollectorMXBean> collectors =
      ManagementFactory.getPlatformMXBeans(GarbageCollectorMXBean.class);
  private final Set<String> pools =
      ManagementFactory.getMemoryPoolMXBeans().stream()
          .filter(pool -> pool.getType() == MemoryType.HEAP)
          .map(MemoryPoolMXBean::getName)
          .collect(Collectors.toSet());
  private final long max = Runtime.getRuntime().maxMemory();
  private long collections;

  /** True once for each collection that left the heap nearly full. */
  boolean becameFull() {
    long now = collectors.stream().mapToLong(GarbageCollectorMXBean::getCollectionCount).sum();
    if (now == collections) {
      return false;
    }
    collections = now;
    return usedAfterLastCollection() > FULL * max;
  }

  private long usedAfterLastCollection() {
    return collectors.stream()
        .map(GarbageCollectorMXBean::getLastGcInfo)
        .filter(info -> info != null)
        .max((a, b) -> Long.compare(a.getEndTime(), b.getEndTime()))
        .map(
            info ->
                info.getMemoryUsageAfterGc().entrySet().stream()
                    .filter(pool -> pools.contains(pool.getKey()))
                    .mapToLong(pool -> pool.getValue().getUsed())
                    .sum())
        .orElse(0L);
  }
}
