package io.scriptmaster.processors.executions;

import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/** The parked lanes of one tenant. Owned by the stream thread, but for {@link #find}. */
final class TenantLanes {

  private final TenantId tenant;
  private final Map<LaneName, ParkedLane> lanes = new ConcurrentHashMap<>();
  private final Map<String, Integer> byListener = new HashMap<>();
  private final Set<LaneName> due = new LinkedHashSet<>();
  private long waiting;

  TenantLanes(TenantId tenant) {
    this.tenant = tenant;
  }

  TenantId tenant() {
    return tenant;
  }

  /** Any thread. */
  Optional<ParkedLane> find(LaneName name) {
    return Optional.ofNullable(lanes.get(name));
  }

  void put(LaneName name, ParkedLane lane) {
    ParkedLane before = lanes.put(name, lane);
    if (before == null) {
      byListener.merge(name.listener(), 1, Integer::sum);
    }
    waiting += lane.waiting() - (before == null ? 0 : before.waiting());
    if (lane.isDue()) {
      due.add(name);
    } else {
      due.remove(name);
    }
  }

  void forEach(BiConsumer<LaneName, ParkedLane> action) {
    lanes.forEach(action);
  }

  void remove(LaneName name) {
    ParkedLane before = lanes.remove(name);
    due.remove(name);
    waiting -= before.waiting();
    byListener.computeIfPresent(name.listener(), (_, count) -> count == 1 ? null : count - 1);
  }

  /** Any thread. */
  int size() {
    return lanes.size();
  }

  /** How many executions wait in all of them. */
  long waiting() {
    return waiting;
  }

  /** About when the oldest of those was admitted. Looks at each lane. */
  Optional<Instant> oldest() {
    return lanes.values().stream()
        .filter(lane -> lane.waiting() > 0)
        .map(ParkedLane::first)
        .min(Long::compare)
        .map(AdmittedExecution::admittedAt);
  }

  /** Of {@link #due}, the first. */
  Optional<LaneName> nextDue() {
    return due.stream().findFirst();
  }

  /** Those whose next ones may run, in the order in which they became so. */
  List<LaneName> due() {
    return List.copyOf(due);
  }

  Set<String> listeners() {
    return Set.copyOf(byListener.keySet());
  }

  /** Those of a listener that nothing but their failed event holds up. */
  List<LaneName> waitingAt(String listener) {
    return lanes.entrySet().stream()
        .filter(lane -> lane.getKey().listener().equals(listener))
        .filter(lane -> lane.getValue().isWaiting() && lane.getValue().outstanding() == 0)
        .map(Map.Entry::getKey)
        .toList();
  }
}
