package io.scriptmaster.processors.executions;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.processors.executions.ParkedLane.Failed;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Events of a key that wait, in order, because an earlier one failed for good at a listener that
 * parks ({@link ParkedLane}).
 *
 * <p>While a lane is released, those that were released run and all others of it still wait, so the
 * order holds. The store has, by {@code tenant/listener/key/}, the execution that failed, without
 * its payload, and behind it by {@code …/sequence} those that wait. In memory is what a lane is,
 * and none of its events, and for whoever asks the same as {@link ParkedKey}; there are as many
 * lanes as {@link MemoryShare} allows. Owned by the stream thread, but for {@link #isParked} and
 * {@link #mayPark}.
 */
final class ParkedExecutions {

  /** So many are put back into the queue at once. */
  private static final int BATCH = 100;

  private static final String NO_PAYLOAD = "null";

  private final KeyValueStore<String, PendingExecution> store;
  private final KeyValueStore<String, String> shown;
  private final MemoryShare memory;
  private final Map<String, TenantLanes> tenants = new ConcurrentHashMap<>();
  private int turn;
  private long lastSequence;

  /** One that waits, with the sequence that it was admitted with. */
  record Waiting(long sequence, PendingExecution pending) {}

  /**
   * @param shown gets each lane, as JSON; empty
   */
  ParkedExecutions(
      KeyValueStore<String, PendingExecution> store,
      KeyValueStore<String, String> shown,
      MemoryShare memory) {
    this.store = store;
    this.shown = shown;
    this.memory = memory;
  }

  /** Takes up what an earlier owner of the partition left. Reads all of it, and keeps the lanes. */
  void restore() {
    try (var entries = store.all()) {
      while (entries.hasNext()) {
        var entry = entries.next();
        LaneName name = LaneName.of(entry.key);
        keep(name, entry.key.endsWith("/") ? restored(entry.value) : restored(name, entry));
      }
    }
    tenants.values().forEach(lanes -> lanes.forEach(this::show));
  }

  private static ParkedLane restored(PendingExecution failed) {
    ParkedLane lane = ParkedLane.behind(Failed.of(failed));
    return failed.getParked() ? lane : lane.releasing();
  }

  /** Where the one that failed is not there, there is nothing to wait for. */
  private ParkedLane restored(LaneName name, KeyValue<String, PendingExecution> waiting) {
    long sequence = sequence(waiting.key);
    lastSequence = Math.max(lastSequence, sequence);
    return find(name)
        .orElseGet(() -> ParkedLane.behind(Failed.of(waiting.value)).releasing())
        .plusWaiting(sequence);
  }

  /** After a restart: where it is one that was released before, its lane waits for it. */
  void tookUp(AdmittedExecution execution) {
    execution
        .releasedFrom()
        .ifPresent(name -> find(name).ifPresent(lane -> put(name, lane.plusOutstanding(1))));
  }

  /** The greatest of those that wait. */
  long lastSequence() {
    return lastSequence;
  }

  // ---- any thread

  /** Whether an execution has to wait behind one of its key that failed. */
  boolean isParked(AdmittedExecution execution, String listener) {
    if (tenants.isEmpty() || execution.key().isEmpty()) {
      return false;
    }
    LaneName name = laneOf(execution, listener);
    return find(name).filter(lane -> !lets(lane, name, execution)).isPresent();
  }

  private static boolean lets(ParkedLane lane, LaneName name, AdmittedExecution execution) {
    return !lane.isWaiting() && execution.releasedFrom().equals(Optional.of(name));
  }

  /** Whether later events of its key could be made to wait, if this one failed. */
  boolean mayPark(AdmittedExecution execution, String listener) {
    TenantLanes lanes = tenants.get(execution.tenant().value());
    return lanes == null
        || memory.hasRoomForLane(lanes.size())
        || lanes.find(laneOf(execution, listener)).isPresent();
  }

  // ---- waiting

  /** An execution has failed for good: later ones of its key wait, released ones too. */
  void open(AdmittedExecution execution, String listener) {
    LaneName name = laneOf(execution, listener);
    PendingExecution pending = execution.toPending();
    TriggerEvent event = pending.getEvent();
    store.put(
        name.inStore(),
        PendingExecution.newBuilder(pending)
            .setParked(true)
            .setListener(listener)
            .setEvent(
                TriggerEvent.newBuilder(event).setPayload(NO_PAYLOAD).setHeaders(Map.of()).build())
            .build());
    Failed failed = Failed.of(pending);
    put(
        name,
        find(name).map(lane -> lane.blockedBy(failed)).orElseGet(() -> ParkedLane.behind(failed)));
  }

  /** To a lane that there is. */
  void add(AdmittedExecution execution, String listener) {
    LaneName name = laneOf(execution, listener);
    store.put(name.inStore(execution.sequence()), execution.toPending());
    put(name, find(name).orElseThrow().plusWaiting(execution.sequence()));
  }

  /**
   * The lane that waits for what a replay repeats. A replay has the event of what it repeats, also
   * if that was a replay.
   */
  Optional<LaneName> waitingFor(AdmittedExecution replay) {
    if (replay.replayOf().isEmpty()
        || replay.requestedListener().isEmpty()
        || replay.key().isEmpty()) {
      return Optional.empty();
    }
    LaneName name = laneOf(replay, replay.requestedListener().get());
    return waitsBehind(name, replay.trigger().event().getId())
        ? Optional.of(name)
        : Optional.empty();
  }

  /** Whether there is such a lane, and this event is what it waits for. */
  boolean waitsBehind(LaneName name, String event) {
    return find(name)
        .filter(ParkedLane::isWaiting)
        .filter(lane -> lane.failed().event().equals(event))
        .isPresent();
  }

  // ---- release

  /**
   * Nothing holds a lane up any more: the next ones run, as long as there is room; the lane is gone
   * when there is none. What has no room is due later.
   */
  void release(LaneName name, BooleanSupplier room, Consumer<Waiting> runs) {
    ParkedLane lane = find(name).orElse(null);
    if (lane == null) {
      return;
    }
    if (lane.waiting() == 0 && lane.outstanding() == 0) {
      store.delete(name.inStore());
      remove(name);
      return;
    }
    if (lane.isWaiting()) {
      store.put(
          name.inStore(),
          PendingExecution.newBuilder(store.get(name.inStore())).setParked(false).build());
      put(name, lane.releasing());
    }
    if (lane.outstanding() == 0) {
      takeOut(name, lane.releasing(), room, runs);
    }
  }

  private void takeOut(
      LaneName name, ParkedLane lane, BooleanSupplier room, Consumer<Waiting> runs) {
    List<String> taken = new ArrayList<>();
    long first = lane.first();
    try (var entries = store.range(name.inStore(first), name.inStore(Long.MAX_VALUE))) {
      while (entries.hasNext() && taken.size() < BATCH && room.getAsBoolean()) {
        var entry = entries.next();
        taken.add(entry.key);
        runs.accept(new Waiting(sequence(entry.key), entry.value));
      }
      if (entries.hasNext()) {
        first = sequence(entries.peekNextKey());
      }
    }
    taken.forEach(store::delete);
    put(name, lane.released(taken.size(), first));
  }

  /**
   * An execution has finished, whatever came of it.
   *
   * @return its lane, where that waits for no other
   */
  Optional<LaneName> finished(AdmittedExecution execution) {
    return execution.releasedFrom().filter(name -> find(name).isPresent()).filter(this::finished);
  }

  private boolean finished(LaneName name) {
    ParkedLane lane = find(name).orElseThrow().plusOutstanding(-1);
    put(name, lane);
    return lane.isDue();
  }

  // ---- what there is

  /** The tenants that have lanes; each is the first in turn. */
  List<String> tenants() {
    List<String> all = new ArrayList<>(tenants.keySet());
    Collections.rotate(all, turn++);
    return all;
  }

  /** Of a tenant; empty where it has none. */
  Optional<TenantLanes> lanes(String tenant) {
    return Optional.ofNullable(tenants.get(tenant));
  }

  /** How many of a tenant wait. */
  long count(String tenant) {
    return lanes(tenant).map(TenantLanes::waiting).orElse(0L);
  }

  /** About when the oldest of a tenant's was admitted. */
  Optional<Instant> oldest(String tenant) {
    return lanes(tenant).flatMap(TenantLanes::oldest);
  }

  /** The partition goes elsewhere. */
  void close() {
    tenants.values().forEach(lanes -> memory.giveBackLanes(lanes.size()));
    tenants.clear();
  }

  private Optional<ParkedLane> find(LaneName name) {
    TenantLanes lanes = tenants.get(name.tenant().value());
    return lanes == null ? Optional.empty() : lanes.find(name);
  }

  private void put(LaneName name, ParkedLane lane) {
    keep(name, lane);
    show(name, lane);
  }

  private void show(LaneName name, ParkedLane lane) {
    shown.put(name.inStore(), ParkedKey.of(name, lane).toJson());
  }

  private void keep(LaneName name, ParkedLane lane) {
    TenantLanes lanes =
        tenants.computeIfAbsent(name.tenant().value(), _ -> new TenantLanes(name.tenant()));
    if (lanes.find(name).isEmpty()) {
      memory.takeLane();
    }
    lanes.put(name, lane);
  }

  private void remove(LaneName name) {
    TenantLanes lanes = tenants.get(name.tenant().value());
    lanes.remove(name);
    shown.delete(name.inStore());
    memory.giveBackLanes(1);
    if (lanes.size() == 0) {
      tenants.remove(name.tenant().value());
    }
  }

  private static long sequence(String storeKey) {
    return Long.parseLong(storeKey.substring(storeKey.lastIndexOf('/') + 1), 16);
  }

  private static LaneName laneOf(AdmittedExecution execution, String listener) {
    return new LaneName(execution.tenant(), listener, execution.key().orElseThrow());
  }
}
