package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Events of a key that wait, in order, because an earlier one failed for good at a listener that
 * parks.
 *
 * <pre>
 *                 replay succeeds,                       none is left
 *   (failed) ──▶ WAITING ─────────────────▶ RELEASING ──────────────▶ (gone)
 *                   ▲     or nobody parks       │
 *                   └───────────────────────────┘ a released one fails for good
 * </pre>
 *
 * While a lane is released, those that were released run and all others of it still wait, so the
 * order holds. The store has, by {@code tenant/listener/key/}, the execution that failed, and
 * behind it by {@code …/sequence} those that wait. Owned by the stream thread, but for {@link
 * #isParked}.
 */
final class ParkedExecutions {

  /** So many are put back into the queue at once. */
  private static final int BATCH = 100;

  private final KeyValueStore<String, PendingExecution> store;
  private final Map<String, Lane> lanes = new ConcurrentHashMap<>();
  private long releases;

  /**
   * @param failed the execution whose replay ends the waiting
   * @param release what those carry that may run
   * @param left of them, not finished
   */
  private record Lane(PendingExecution failed, Optional<Long> release, int left) {}

  /** One that waits, with the sequence that it was admitted with. */
  record Waiting(long sequence, PendingExecution pending) {}

  ParkedExecutions(KeyValueStore<String, PendingExecution> store) {
    this.store = store;
    try (var entries = store.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        if (entry.key.endsWith("/")) {
          lanes.put(entry.key, new Lane(entry.value, Optional.empty(), 0));
        }
      }
    }
  }

  /** Whether an execution has to wait behind one of its key that failed. Any thread. */
  boolean isParked(AdmittedExecution execution, String listener) {
    if (lanes.isEmpty() || execution.key().isEmpty()) {
      return false;
    }
    Lane lane = lanes.get(laneOf(execution, listener));
    return lane != null && (lane.release.isEmpty() || !lane.release.equals(execution.release()));
  }

  /** An execution has failed for good: later ones of its key wait, released ones too. */
  void open(AdmittedExecution execution, String listener) {
    PendingExecution failed =
        PendingExecution.newBuilder(execution.toPending()).setParked(true).build();
    String lane = laneOf(execution, listener);
    store.put(lane, failed);
    lanes.put(lane, new Lane(failed, Optional.empty(), 0));
  }

  void add(AdmittedExecution execution, String listener) {
    store.put(
        laneOf(execution, listener) + "%016x".formatted(execution.sequence()),
        execution.toPending());
  }

  /** The lane that waits for what a replay repeats. */
  Optional<String> waitingFor(AdmittedExecution replay) {
    if (replay.requestedListener().isEmpty() || replay.key().isEmpty()) {
      return Optional.empty();
    }
    String name = laneOf(replay, replay.requestedListener().get());
    return Optional.ofNullable(lanes.get(name))
        .filter(lane -> replay.replayOf().equals(Optional.of(lane.failed.getId())))
        .map(_ -> name);
  }

  /** Lets the next ones run; the lane is gone when there is none. */
  List<Waiting> release(String name) {
    List<Waiting> batch = takeOut(name, BATCH);
    if (batch.isEmpty()) {
      store.delete(name);
      lanes.remove(name);
    } else {
      PendingExecution failed =
          PendingExecution.newBuilder(lanes.get(name).failed).setParked(false).build();
      store.put(name, failed);
      lanes.put(name, new Lane(failed, Optional.of(++releases), batch.size()));
    }
    return batch;
  }

  /** What those that are released now carry. */
  Optional<Long> releaseOf(String name) {
    return Optional.ofNullable(lanes.get(name)).flatMap(Lane::release);
  }

  /**
   * A released one has finished.
   *
   * @return its lane, where it was the last of its batch
   */
  Optional<String> finished(AdmittedExecution execution, String listener) {
    if (execution.release().isEmpty()) {
      return Optional.empty();
    }
    String name = laneOf(execution, listener);
    Lane lane = lanes.get(name);
    if (lane == null || !lane.release.equals(execution.release())) {
      return Optional.empty();
    }
    lanes.put(name, new Lane(lane.failed, lane.release, lane.left - 1));
    return lane.left == 1 ? Optional.of(name) : Optional.empty();
  }

  /**
   * After a restart: what was in the middle of a release goes on, all at once, because nothing of
   * it is in the queue.
   */
  List<Waiting> releaseInterrupted() {
    List<Waiting> released = new ArrayList<>();
    for (Map.Entry<String, Lane> lane : Map.copyOf(lanes).entrySet()) {
      if (!lane.getValue().failed.getParked()) {
        released.addAll(takeOut(lane.getKey(), Integer.MAX_VALUE));
        store.delete(lane.getKey());
        lanes.remove(lane.getKey());
      }
    }
    return released;
  }

  private List<Waiting> takeOut(String lane, int atMost) {
    List<Waiting> taken = new ArrayList<>();
    List<String> keys = new ArrayList<>();
    try (var entries = store.prefixScan(lane, new StringSerializer())) {
      while (entries.hasNext() && taken.size() < atMost) {
        var entry = entries.next();
        if (!entry.key.equals(lane)) {
          keys.add(entry.key);
          taken.add(
              new Waiting(Long.parseLong(entry.key.substring(lane.length()), 16), entry.value));
        }
      }
    }
    keys.forEach(store::delete);
    return taken;
  }

  /** Lanes that wait, by {@code tenant/listener/key/}. */
  List<String> waiting() {
    return lanes.entrySet().stream()
        .filter(lane -> lane.getValue().release.isEmpty())
        .map(Map.Entry::getKey)
        .toList();
  }

  /** How many of a tenant wait. Looks at each. */
  long count(String tenant) {
    String prefix = tenant + "/";
    if (lanes.keySet().stream().noneMatch(lane -> lane.startsWith(prefix))) {
      return 0;
    }
    long count = 0;
    try (var entries = store.prefixScan(prefix, new StringSerializer())) {
      while (entries.hasNext()) {
        count += entries.next().key.endsWith("/") ? 0 : 1;
      }
    }
    return count;
  }

  static TenantId tenantOf(String lane) {
    return new TenantId(lane.substring(0, lane.indexOf('/')));
  }

  static String listenerOf(String lane) {
    return lane.split("/", 3)[1];
  }

  private static String laneOf(AdmittedExecution execution, String listener) {
    String key =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(execution.key().orElseThrow().getBytes(UTF_8));
    return "%s/%s/%s/".formatted(execution.tenant(), listener, key);
  }
}
