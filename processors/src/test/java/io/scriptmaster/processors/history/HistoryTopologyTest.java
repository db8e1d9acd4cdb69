package io.scriptmaster.processors.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.GoldenFile;
import io.scriptmaster.processors.streams.TopologyHarness;
import java.io.IOException;
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
            stateDirectory,
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
    harness.driver().advanceWallClockTime(KeepExecutionProcessor.FORGET_EVERY.plusSeconds(1));

    // Then
    assertThat(keys(HistoryTopology.EXECUTION_KEYS)).containsExactly("acme/new", "zeta/new");
    assertThat(keys(HistoryTopology.EXECUTIONS_BY_TIME)).hasSize(2);
    assertThat(keys(HistoryTopology.LOG_LINES))
        .containsExactly("acme/new/00000000", "zeta/new/00000000");
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
