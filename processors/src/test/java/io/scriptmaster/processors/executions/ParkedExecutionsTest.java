package io.scriptmaster.processors.executions;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.execution.PendingExecution;
import io.scriptmaster.execution.TriggerOrigin;
import io.scriptmaster.processors.limits.TenantShare;
import io.scriptmaster.processors.streams.StateSerde;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParkedExecutionsTest {

  private static final TriggerOrigin ORIGIN = new TriggerOrigin("trigger-events", 0, 0L);
  private static final TenantDefinitions DEFINITIONS =
      new TenantDefinitions(new TreeMap<>(), TenantShare.platformDefaults());

  private final MemoryShare memory = new MemoryShare(800_000);
  private KeyValueStore<String, PendingExecution> store;
  private KeyValueStore<String, String> shown;
  private ParkedExecutions parked;

  /** Whoever makes serdes lets Avro trust our records. */
  @BeforeAll
  static void makeSerdes() {
    FakeRegistry.with(TopicCatalogue.withDefaultPrefix()).serdes();
  }

  @BeforeEach
  void open() {
    store =
        store(
            "parked", StateSerde.of(PendingExecution.getEncoder(), PendingExecution.getDecoder()));
    shown = store("shown", Serdes.String());
    parked = new ParkedExecutions(store, shown, memory);
  }

  private static <V> KeyValueStore<String, V> store(String name, Serde<V> values) {
    KeyValueStore<String, V> store =
        Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(name), Serdes.String(), values)
            .withLoggingDisabled()
            .build();
    store.init(new MockProcessorContext<>().getStateStoreContext(), store);
    return store;
  }

  /** As a new owner of the partition. */
  private void restart() {
    shown.close();
    shown = store("shown", Serdes.String());
    parked = new ParkedExecutions(store, shown, memory);
    parked.restore();
  }

  private Optional<ParkedKey> shown(String key) {
    return Optional.ofNullable(shown.get(lane(key).inStore())).map(ParkedKey::of);
  }

  @AfterEach
  void close() {
    store.close();
    shown.close();
  }

  @Test
  void shouldKeepNoPayloadOfTheOneThatFailed() {
    // When
    parked.open(execution("e-1", "k", "\"" + "x".repeat(1_000_000) + "\""), "on-issues");

    // Then
    try (var entries = store.all()) {
      assertThat(entries)
          .toIterable()
          .singleElement()
          .satisfies(
              entry -> {
                assertThat(entry.value.getEvent().getId()).isEqualTo("e-1");
                assertThat(entry.value.getEvent().getPayload()).isEqualTo("null");
              });
    }
    assertThat(memory.used()).isEqualTo(2_000);
  }

  @Test
  void shouldCountWhatWaitsAndTellTheOldest() {
    // Given
    parked.open(execution("e-1", "k"), "on-issues");
    parked.open(execution("f-1", "other"), "on-issues");

    // When
    AdmittedExecution older = execution("e-2", "k");
    parked.add(execution("f-2", "other"), "on-issues");
    parked.add(older, "on-issues");
    parked.add(execution("e-3", "k"), "on-issues");

    // Then
    assertThat(parked.count("acme")).isEqualTo(3);
    assertThat(parked.oldest("acme")).contains(older.admittedAt());
    assertThat(parked.count("globex")).isZero();
    assertThat(parked.oldest("globex")).isEmpty();

    // When
    parked.release(lane("k"), () -> true, _ -> {});

    // Then
    assertThat(parked.count("acme")).isEqualTo(1);
  }

  @Test
  void shouldReleaseWhileThereIsRoomAndTheRestLaterInOrder() {
    // Given
    parked.open(execution("e-0", "k"), "on-issues");
    for (int n = 1; n <= 30; n++) {
      parked.add(execution("e-" + n, "k"), "on-issues");
    }

    // When
    List<AdmittedExecution> released = release(10);

    // Then
    assertThat(released).extracting(it -> it.trigger().event().getId()).isEqualTo(ids(1, 10));
    assertThat(parked.count("acme")).isEqualTo(20);
    assertThat(released).noneMatch(it -> parked.isParked(it, "on-issues"));
    assertThat(parked.isParked(execution("e-31", "k"), "on-issues")).isTrue();

    // When all but one have finished there is nothing to release
    released.subList(1, 10).forEach(it -> assertThat(parked.finished(it)).isEmpty());
    assertThat(release(10)).isEmpty();

    // When
    assertThat(parked.finished(released.getFirst())).contains(lane("k"));
    assertThat(release(0)).isEmpty();

    // Then
    assertThat(parked.lanes("acme").orElseThrow().due()).containsExactly(lane("k"));
    List<AdmittedExecution> next = release(100);
    assertThat(next).extracting(it -> it.trigger().event().getId()).isEqualTo(ids(11, 30));
    next.forEach(parked::finished);
    assertThat(release(100)).isEmpty();
    assertThat(parked.lanes("acme")).isEmpty();
    assertThat(store.approximateNumEntries()).isZero();
    assertThat(memory.used()).isZero();
  }

  @Test
  void shouldMakeReleasedOnesWaitAgainBehindOneThatFails() {
    // Given
    parked.open(execution("e-0", "k"), "on-issues");
    for (int n = 1; n <= 4; n++) {
      parked.add(execution("e-" + n, "k"), "on-issues");
    }
    List<AdmittedExecution> released = release(3);

    // When the first of them fails
    parked.open(released.getFirst(), "on-issues");
    assertThat(parked.finished(released.getFirst())).isEmpty();

    // Then nothing passes the others, which come back
    assertThat(parked.lanes("acme").orElseThrow().waitingAt("on-issues")).isEmpty();
    for (AdmittedExecution other : released.subList(1, 3)) {
      assertThat(parked.isParked(other, "on-issues")).isTrue();
      parked.add(other, "on-issues");
      assertThat(parked.finished(other)).isEmpty();
    }
    assertThat(parked.lanes("acme").orElseThrow().waitingAt("on-issues"))
        .containsExactly(lane("k"));
    assertThat(parked.waitingFor(replayOf("e-0"))).isEmpty();
    assertThat(parked.waitingFor(replayOf("e-1"))).contains(lane("k"));
    assertThat(release(100)).extracting(it -> it.trigger().event().getId()).isEqualTo(ids(2, 4));
  }

  @Test
  void shouldGoOnWithAnInterruptedReleaseAfterARestart() {
    // Given a release of which one has finished
    parked.open(execution("e-0", "k"), "on-issues");
    for (int n = 1; n <= 5; n++) {
      parked.add(execution("e-" + n, "k"), "on-issues");
    }
    List<AdmittedExecution> released = release(3);
    parked.finished(released.getFirst());
    List<PendingExecution> pending =
        released.subList(1, 3).stream().map(AdmittedExecution::toPending).toList();

    // When
    parked.close();
    assertThat(memory.used()).isZero();
    restart();
    List<AdmittedExecution> takenUp = new ArrayList<>();
    pending.forEach(it -> takenUp.add(AdmittedExecution.of(takenUp.size(), it, DEFINITIONS)));
    takenUp.forEach(parked::tookUp);

    // Then what was released runs before the rest does
    assertThat(parked.count("acme")).isEqualTo(2);
    assertThat(memory.used()).isEqualTo(2_000);
    assertThat(takenUp).noneMatch(it -> parked.isParked(it, "on-issues"));
    assertThat(parked.isParked(execution("e-6", "k"), "on-issues")).isTrue();
    assertThat(parked.lanes("acme").orElseThrow().due()).isEmpty();
    assertThat(parked.finished(takenUp.getFirst())).isEmpty();
    assertThat(parked.finished(takenUp.getLast())).contains(lane("k"));
    assertThat(release(100)).extracting(it -> it.trigger().event().getId()).isEqualTo(ids(4, 5));
  }

  @Test
  void shouldStillWaitAfterARestart() {
    // Given
    parked.open(execution("e-0", "k"), "on-issues");
    AdmittedExecution waiting = execution("e-1", "k");
    parked.add(waiting, "on-issues");

    // When
    restart();

    // Then
    assertThat(parked.lastSequence()).isEqualTo(waiting.sequence());
    assertThat(parked.oldest("acme")).contains(waiting.admittedAt());
    assertThat(parked.isParked(execution("e-2", "k"), "on-issues")).isTrue();
    assertThat(parked.isParked(execution("e-2", "k/2"), "on-issues")).isFalse();
    assertThat(parked.isParked(execution("e-2", "k"), "another")).isFalse();
    assertThat(parked.waitingFor(replayOf("e-0"))).contains(lane("k"));
    assertThat(parked.lanes("acme").orElseThrow().due()).isEmpty();
  }

  @Test
  void shouldShowEachLaneAsItIs() {
    // Given
    parked.open(execution("e-0", "k"), "on-issues");
    AdmittedExecution first = execution("e-1", "k");
    parked.add(first, "on-issues");
    parked.add(execution("e-2", "k"), "on-issues");

    // Then
    ParkedKey waiting =
        new ParkedKey(
            "on-issues",
            "k",
            ParkedKey.WAITING,
            2,
            0,
            first.admittedAt().toString(),
            new ParkedKey.Failed(execution("e-0", "k").id().value(), "score", "e-0"));
    assertThat(shown("k")).contains(waiting);
    assertThat(shown("other")).isEmpty();

    // When
    restart();

    // Then
    assertThat(shown("k")).contains(waiting);

    // When
    List<AdmittedExecution> released = release(1);

    // Then
    assertThat(shown("k"))
        .hasValueSatisfying(
            key -> {
              assertThat(key.state()).isEqualTo("releasing");
              assertThat(key.waiting()).isEqualTo(1);
              assertThat(key.released()).isEqualTo(1);
            });

    // When
    released.forEach(parked::finished);
    release(1).forEach(parked::finished);
    release(1);

    // Then
    assertThat(shown("k")).isEmpty();
  }

  @Test
  void shouldHaveNoMoreLanesThanItsShareOfTheMemory() {
    // Given as many as are sure, which is the quarter too
    for (int n = 0; n < 100; n++) {
      assertThat(parked.mayPark(execution("e-" + n, "k-" + n), "on-issues")).isTrue();
      parked.open(execution("e-" + n, "k-" + n), "on-issues");
    }

    // Then
    assertThat(parked.mayPark(execution("e-100", "k-100"), "on-issues")).isFalse();
    assertThat(parked.mayPark(execution("e-100", "k-50"), "on-issues")).isTrue();
    assertThat(parked.mayPark(execution("globex", "e-1", "k", "{}"), "on-issues")).isTrue();

    // When
    parked.release(lane("k-7"), () -> true, _ -> {});

    // Then
    assertThat(parked.mayPark(execution("e-100", "k-100"), "on-issues")).isTrue();
  }

  private List<AdmittedExecution> release(int room) {
    List<AdmittedExecution> released = new ArrayList<>();
    AtomicInteger left = new AtomicInteger(room);
    parked.release(
        lane("k"),
        () -> left.getAndDecrement() > 0,
        waiting -> {
          var execution = AdmittedExecution.of(waiting.sequence(), waiting.pending(), DEFINITIONS);
          execution.releasedFrom(lane("k"));
          released.add(execution);
        });
    return released;
  }

  private static List<String> ids(int from, int to) {
    List<String> ids = new ArrayList<>();
    for (int n = from; n <= to; n++) {
      ids.add("e-" + n);
    }
    return ids;
  }

  private static LaneName lane(String key) {
    return new LaneName(new TenantId("acme"), "on-issues", key);
  }

  private static AdmittedExecution execution(String id, String key) {
    return execution(id, key, "{}");
  }

  private static AdmittedExecution execution(String id, String key, String payload) {
    return execution("acme", id, key, payload);
  }

  /** Admitted in the second that its number says. */
  private static AdmittedExecution execution(String tenant, String id, String key, String payload) {
    int number = Integer.parseInt(id.substring(id.indexOf('-') + 1));
    Instant at = Instant.ofEpochSecond(1_000_000 + number);
    long sequence = AdmittedExecution.sequenceAfter(0, at) + (id.startsWith("f") ? 1 << 20 : 0);
    TriggerEvent event = event(tenant, id, key, payload);
    return execution(sequence, Trigger.of(event, ORIGIN), at);
  }

  private static AdmittedExecution replayOf(String id) {
    ExecutionRequest request =
        ExecutionRequest.newBuilder()
            .setId("redrive-of-" + id)
            .setTenant("acme")
            .setScript("score")
            .setTrigger("replay")
            .setListener("on-issues")
            .setReplayOf("some-execution")
            .setEvent(event("acme", id, "k", "{}"))
            .setRequestedBy("operator")
            .setRequestedAt(Instant.EPOCH)
            .build();
    return execution(1, Trigger.of(request, ORIGIN), Instant.EPOCH);
  }

  private static AdmittedExecution execution(long sequence, Trigger trigger, Instant at) {
    return new AdmittedExecution(
        sequence, trigger.executionOf("score"), trigger, "score", DEFINITIONS, at);
  }

  private static TriggerEvent event(String tenant, String id, String key, String payload) {
    return TriggerEvent.newBuilder()
        .setId(id)
        .setTenant(tenant)
        .setType("issue.created")
        .setKey(key)
        .setOccurredAt(Instant.EPOCH)
        .setPayload(payload)
        .build();
  }
}
