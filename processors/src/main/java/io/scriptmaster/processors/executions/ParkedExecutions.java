package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.executions.AdmittedExecution.Release;
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
  private long lastSequence;

  /**
   * @param failed the execution whose replay ends the waiting
   * @param release what those carry that may run
   * @param left of them, not finished
   */
  private record Lane(PendingExecution failed, Optional<Long> release, int left) {

    /** Whether this is one that the current release lets run. */
    boolean lets(String name, AdmittedExecution execution) {
      return release.isPresent()
          && execution.release().equals(Optional.of(new Release(name, release.get())));
    }
  }

  /** One that waits, with the sequence that it was admitted with. */
  record Waiting(long sequence, PendingExecution pending) {}

  ParkedExecutions(KeyValueStore<String, PendingExecution> store) {
    this.store = store;
    try (var entries = store.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        String lane = entry.key.substring(0, entry.key.lastIndexOf('/') + 1);
        if (entry.key.equals(lane)) {
          lanes.put(lane, new Lane(entry.value, Optional.empty(), 0));
        } else {
          lastSequence = Math.max(lastSequence, sequence(entry.key, lane));
          // Nothing to wait for is left of its lane: it is released with those that were
          // interrupted.
          lanes.computeIfAbsent(lane, _ -> new Lane(entry.value, Optional.empty(), 0));
        }
      }
    }
  }

  /** The greatest of those that wait. */
  long lastSequence() {
    return lastSequence;
  }

  /** Whether an execution has to wait behind one of its key that failed. Any thread. */
  boolean isParked(AdmittedExecution execution, String listener) {
    if (lanes.isEmpty() || execution.key().isEmpty()) {
      return false;
    }
    String name = laneOf(execution, listener);
    Lane lane = lanes.get(name);
    return lane != null && !lane.lets(name, execution);
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

  /** What those that are released now carry; empty while all of the lane wait. */
  Optional<Release> releaseOf(String name) {
    return Optional.ofNullable(lanes.get(name))
        .flatMap(Lane::release)
        .map(number -> new Release(name, number));
  }

  /**
   * An execution has finished, whatever came of it.
   *
   * @return its lane, where it was the last of a released batch
   */
  Optional<String> finished(AdmittedExecution execution) {
    Optional<String> name = execution.release().map(Release::lane);
    Optional<Lane> found = name.map(lanes::get).filter(lane -> lane.lets(name.get(), execution));
    found.ifPresent(
        lane -> lanes.put(name.get(), new Lane(lane.failed, lane.release, lane.left - 1)));
    return found.filter(lane -> lane.left == 1).flatMap(_ -> name);
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
          taken.add(new Waiting(sequence(entry.key, lane), entry.value));
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

  private static long sequence(String key, String lane) {
    return Long.parseLong(key.substring(lane.length()), 16);
  }

  private static String laneOf(AdmittedExecution execution, String listener) {
    String key =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(execution.key().orElseThrow().getBytes(UTF_8));
    return "%s/%s/%s/".formatted(execution.tenant(), listener, key);
  }
}
