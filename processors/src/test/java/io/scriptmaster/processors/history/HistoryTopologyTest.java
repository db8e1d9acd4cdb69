package io.scriptmaster.processors.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.testkit.GoldenFile;
import io.scriptmaster.testkit.TopologyHarness;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HistoryTopologyTest {

  private static final Duration RETENTION = Duration.ofDays(30);

  @TempDir private Path stateDirectory;

  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness =
        new TopologyHarness(
            (topics, serdes) ->
                StreamsApplication.properties(
                    new StreamsSettings("localhost:1", stateDirectory, "test-", 1, 1),
                    HistoryTopology.PROFILE,
                    topics,
                    serdes),
            (topics, serdes) -> config -> HistoryTopology.build(config, topics, serdes, RETENTION));
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    GoldenFile.compare("history", harness.description());
  }

  @Test
  void shouldForgetWhatIsOlderThanTheRetentionAndNothingElse() {
    // Given
    Instant now = Instant.now();
    keep("acme", "old", now.minus(RETENTION).minusSeconds(60));
    keep("acme", "new", now);
    keep("acme-2", "old", now.minus(RETENTION).minusSeconds(60));
    keep("zeta", "new", now);

    // When
    harness.driver().advanceWallClockTime(OldEntries.FORGET_EVERY.plusSeconds(1));

    // Then
    assertThat(keys(HistoryTopology.EXECUTION_KEYS)).containsExactly("acme/new", "zeta/new");
    assertThat(keys(HistoryTopology.EXECUTIONS_BY_TIME)).hasSize(2);
    assertThat(keys(HistoryTopology.LOG_LINES))
        .containsExactly("acme/new/00000000", "zeta/new/00000000");
  }

  @Test
  void shouldKeepWhereADeadLetterIsAndNotWhatItHolds() {
    // When
    letter("acme", "trigger-events-0-7", Instant.parse("2026-11-24T11:00:00Z"));
    letter(null, "trigger-events-0-8", Instant.parse("2026-11-24T11:00:00Z"));

    // Then
    assertThat(keys(HistoryTopology.DEAD_LETTER_PLACES)).containsExactly("acme/trigger-events-0-7");
    KeyValueStore<String, String> places =
        harness.driver().getKeyValueStore(HistoryTopology.DEAD_LETTER_PLACES);
    String kept = places.get("acme/trigger-events-0-7");
    assertThat(DeadLetterPlace.in(kept)).isEqualTo(new DeadLetterPlace(0, 0));
    KeyValueStore<String, DeadLetter> letters =
        harness.driver().getKeyValueStore(HistoryTopology.DEAD_LETTERS_BY_TIME);
    DeadLetter letter = letters.get(DeadLetterPlace.keyByTimeIn(kept));
    assertThat(letter.getReason()).isEqualTo("unknown_tenant");
    assertThat(letter.getKey()).isNull();
    assertThat(letter.getValue()).isNull();
    assertThat(keys(HistoryTopology.DEAD_LETTERS_BY_TIME)).hasSize(1);
  }

  @Test
  void shouldShowADeadLetterThatComesAgainOnceAndWhereItIsNow() {
    // When
    letter("acme", "execution-x1", Instant.parse("2026-11-24T11:00:00Z"));
    letter("acme", "execution-x1", Instant.parse("2026-11-24T12:00:00Z"));

    // Then
    KeyValueStore<String, String> places =
        harness.driver().getKeyValueStore(HistoryTopology.DEAD_LETTER_PLACES);
    assertThat(DeadLetterPlace.in(places.get("acme/execution-x1")).offset()).isEqualTo(1);
    assertThat(keys(HistoryTopology.DEAD_LETTERS_BY_TIME)).hasSize(1);
  }

  @Test
  void shouldForgetOldDeadLettersWithTheirRedrives() {
    // Given
    Instant now = Instant.now();
    letter("acme", "old", now.minus(RETENTION).minusSeconds(60));
    letter("acme", "new", now);
    redrive("acme", "old", Redriven.KIND);
    redrive("acme", "new", Redriven.KIND);
    redrive("acme", "new", "script");

    // When
    harness.driver().advanceWallClockTime(OldEntries.FORGET_EVERY.plusSeconds(1));

    // Then
    assertThat(keys(HistoryTopology.DEAD_LETTER_PLACES)).containsExactly("acme/new");
    assertThat(keys(HistoryTopology.DEAD_LETTERS_BY_TIME)).hasSize(1);
    assertThat(keys(HistoryTopology.REDRIVES_BY_LETTER)).containsExactly("acme/new");
    KeyValueStore<String, EntityChange> redrives =
        harness.driver().getKeyValueStore(HistoryTopology.REDRIVES_BY_LETTER);
    assertThat(redrives.get("acme/new").getKind()).isEqualTo(Redriven.KIND);
  }

  private void letter(String tenant, String id, Instant failedAt) {
    harness
        .input(harness.topics().deadLetters())
        .pipeInput(
            tenant,
            DeadLetter.newBuilder()
                .setId(id)
                .setTenant(tenant)
                .setTopic("scriptmaster.trigger-events")
                .setPartition(0)
                .setOffset(7)
                .setTimestamp(failedAt)
                .setReason("unknown_tenant")
                .setMessage("there is no tenant acme")
                .setKey(ByteBuffer.wrap(new byte[] {1}))
                .setValue(ByteBuffer.wrap(new byte[] {2}))
                .setFailedAt(failedAt)
                .build());
  }

  private void redrive(String tenant, String letter, String kind) {
    harness
        .input(harness.topics().entityChanges())
        .pipeInput(
            tenant,
            EntityChange.newBuilder()
                .setId("c-" + kind)
                .setTenant(tenant)
                .setKind(kind)
                .setEntity(letter)
                .setAction(Redriven.ACTION)
                .setVersion(1)
                .setActor("operator")
                .setAt(Instant.now())
                .build());
  }

  private void keep(String tenant, String id, Instant startedAt) {
    harness
        .input(harness.topics().executionLogs())
        .pipeInput(
            tenant,
            LogLine.newBuilder()
                .setExecutionId(id)
                .setTenant(tenant)
                .setScript("score")
                .setSequence(0)
                .setTimestamp(startedAt)
                .setLevel("info")
                .setMessage("hello")
                .build());
    harness
        .input(harness.topics().executions())
        .pipeInput(
            tenant,
            Execution.newBuilder()
                .setId(id)
                .setTenant(tenant)
                .setScript("score")
                .setRevision(1)
                .setTrigger("event")
                .setTriggerId("e")
                .setOutcome("succeeded")
                .setStartedAt(startedAt)
                .setDurationMillis(1)
                .setCpuMillis(1)
                .build());
  }

  private java.util.List<String> keys(String store) {
    KeyValueStore<String, Object> values = harness.driver().getKeyValueStore(store);
    java.util.List<String> keys = new java.util.ArrayList<>();
    try (var all = values.all()) {
      all.forEachRemaining(entry -> keys.add(entry.key));
    }
    return keys;
  }
}
