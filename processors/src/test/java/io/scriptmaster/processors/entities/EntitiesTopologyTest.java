package io.scriptmaster.processors.entities;

import static org.assertj.core.api.Assertions.assertThat;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.LibraryPin;
import io.scriptmaster.entity.RetryPolicy;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.streams.StreamsApplication;
import io.scriptmaster.processors.streams.StreamsSettings;
import io.scriptmaster.testkit.GoldenFile;
import io.scriptmaster.testkit.TopologyHarness;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EntitiesTopologyTest {

  @TempDir private Path stateDirectory;

  private TopologyHarness harness;
  private TestInputTopic<String, Command> commands;
  private TestOutputTopic<String, CommandResult> results;
  private TestOutputTopic<String, Script> scripts;

  @BeforeEach
  void start() {
    harness =
        new TopologyHarness(
            (topics, serdes) ->
                StreamsApplication.properties(
                    new StreamsSettings("localhost:1", stateDirectory, "test-", 1, 1),
                    EntitiesTopology.PROFILE,
                    topics,
                    serdes),
            (topics, serdes) -> config -> EntitiesTopology.build(config, topics, serdes));
    commands = harness.input(harness.topics().commands());
    results = harness.output(harness.topics().commandResults());
    scripts = harness.output(harness.topics().scripts());
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldKeepItsDescription() throws IOException {
    GoldenFile.compare("entities", harness.description());
  }

  @Test
  void shouldWriteStateAndVerdictOfAnAcceptedCommand() {
    // Given
    commands.pipeInput("acme", tenant("acme"));
    results.readValue();

    // When
    commands.pipeInput(
        "acme", command("script", "save", "score", "{\"source\": \"return 1\"}").build());

    // Then
    TestRecord<String, Script> script = scripts.readRecord();
    assertThat(script.key()).isEqualTo("acme/score");
    assertThat(script.value().getRevision()).isEqualTo(1);
    TestRecord<String, CommandResult> result = results.readRecord();
    assertThat(result.key()).isEqualTo("acme");
    assertThat(result.value().getAccepted()).isTrue();
    assertThat(result.value().getCreated()).isTrue();
    assertThat(result.value().getVersion()).isEqualTo(1);
    assertThat(results.isEmpty()).isTrue();
    assertThat(scripts.isEmpty()).isTrue();
  }

  @Test
  void shouldWriteATombstoneWhenAScriptIsDeleted() {
    // Given
    commands.pipeInput("acme", tenant("acme"));
    commands.pipeInput(
        "acme", command("script", "save", "score", "{\"source\": \"return 1\"}").build());
    scripts.readValue();

    // When
    commands.pipeInput("acme", command("script", "delete", "score", null).build());

    // Then
    TestRecord<String, Script> tombstone = scripts.readRecord();
    assertThat(tombstone.key()).isEqualTo("acme/score");
    assertThat(tombstone.value()).isNull();
    assertThat(results.readValuesToList())
        .last()
        .extracting(CommandResult::getAccepted)
        .isEqualTo(true);
  }

  @Test
  void shouldRejectWithoutATrace() {
    // When
    commands.pipeInput(
        "acme", command("script", "save", "score", "{\"source\": \"return 1\"}").build());
    commands.pipeInput("acme", tenant("acme"));
    commands.pipeInput(
        "acme",
        command("listener", "save", "a", "{\"eventTypes\":[\"x\"],\"script\":\"gone\"}").build());
    commands.pipeInput("acme", command("script", "save", "score", "{\"sauce\": 1}").build());
    commands.pipeInput("acme", command("script", "save", "Not An Id", "{}").build());
    commands.pipeInput("acme", command("planet", "save", "score", "{}").build());
    commands.pipeInput("acme", command("script", "paint", "score", "{}").build());
    commands.pipeInput("acme", command("script", "save", "score", null).build());

    // Then
    assertThat(results.readValuesToList())
        .extracting(CommandResult::getCode)
        .containsExactly(
            "tenant_not_found",
            null,
            "script_not_found",
            "invalid_command",
            "invalid_command",
            "invalid_command",
            "invalid_command",
            "invalid_command");
    assertThat(scripts.isEmpty()).isTrue();
    assertThat(harness.output(harness.topics().listeners()).isEmpty()).isTrue();
  }

  @Test
  void shouldGiveTheSameVerdictToACommandThatComesTwiceAndChangeNothing() {
    // Given
    commands.pipeInput("acme", tenant("acme"));
    Command save = command("script", "save", "score", "{\"source\": \"return 1\"}").build();
    Command delete = command("script", "delete", "score", null).build();
    commands.pipeInput("acme", save);
    commands.pipeInput("acme", delete);

    // When
    commands.pipeInput("acme", save);
    commands.pipeInput("acme", delete);

    // Then
    var verdicts = results.readValuesToList();
    assertThat(verdicts).hasSize(5);
    assertThat(verdicts.get(3)).isEqualTo(verdicts.get(1));
    assertThat(verdicts.get(4)).isEqualTo(verdicts.get(2));
    assertThat(scripts.readValuesToList()).hasSize(2).last().isNull();
    assertThat(harness.output(harness.topics().entityChanges()).readValuesToList()).hasSize(3);
  }

  @Test
  void shouldRefuseSomethingElseUnderTheIdOfACommandThatWasDecided() {
    // Given
    commands.pipeInput("acme", tenant("acme"));
    Command first =
        command("script", "save", "score", "{\"source\": \"return 1\"}").setDigest("d-1").build();
    Command other =
        Command.newBuilder(first).setBody("{\"source\": \"return 2\"}").setDigest("d-2").build();
    commands.pipeInput("acme", first);

    // When
    commands.pipeInput("acme", other);
    commands.pipeInput("acme", first);

    // Then
    var verdicts = results.readValuesToList();
    assertThat(verdicts).hasSize(4);
    assertThat(verdicts.get(1).getDigest()).isEqualTo("d-1");
    assertThat(verdicts.get(2).getAccepted()).isFalse();
    assertThat(verdicts.get(2).getCode()).isEqualTo("idempotency_key_reused");
    assertThat(verdicts.get(2).getDigest()).isEqualTo("d-2");
    assertThat(verdicts.get(3)).isEqualTo(verdicts.get(1));
    assertThat(scripts.readValuesToList()).hasSize(1);
    assertThat(harness.output(harness.topics().entityChanges()).readValuesToList()).hasSize(2);
  }

  @Test
  void shouldAnswerFromAVerdictThatHasNoDigestAsBefore() {
    // Given
    commands.pipeInput("acme", tenant("acme"));
    Command old = command("script", "save", "score", "{\"source\": \"return 1\"}").build();
    commands.pipeInput("acme", old);

    // When
    commands.pipeInput("acme", Command.newBuilder(old).setDigest("d-1").build());

    // Then
    var verdicts = results.readValuesToList();
    assertThat(verdicts).hasSize(3);
    assertThat(verdicts.get(2).getAccepted()).isTrue();
    assertThat(verdicts.get(2).getVersion()).isEqualTo(verdicts.get(1).getVersion());
    // Whoever waits looks for the verdict on its own digest.
    assertThat(verdicts.get(2).getDigest()).isEqualTo("d-1");
    assertThat(scripts.readValuesToList()).hasSize(1);
  }

  @Test
  void shouldWriteEveryRevisionUnderItsNumber() {
    commands.pipeInput("acme", tenant("acme"));
    commands.pipeInput(
        "acme", command("script", "save", "score", "{\"source\": \"return 1\"}").build());
    commands.pipeInput(
        "acme", command("script", "save", "score", "{\"source\": \"return 2\"}").build());

    assertThat(harness.output(harness.topics().scriptRevisions()).readKeyValuesToList())
        .extracting(it -> it.key, it -> it.value.getSource())
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("acme/score/1", "return 1"),
            org.assertj.core.api.Assertions.tuple("acme/score/2", "return 2"));
  }

  @Test
  void shouldWriteATombstoneForARevisionThatMakesRoom() {
    // Given
    commands.pipeInput(
        "acme",
        command(
                "tenant",
                "save",
                "acme",
                "{\"displayName\": \"Acme\", \"limits\": {\"revisionBytes\": 2048}}")
            .build());
    commands.pipeInput("acme", command("script", "save", "a", "{\"source\": \"1\"}").build());
    commands.pipeInput("acme", command("script", "save", "b", "{\"source\": \"1\"}").build());
    commands.pipeInput("acme", command("script", "delete", "a", null).build());

    // When
    commands.pipeInput("acme", command("script", "save", "b", "{\"source\": \"2\"}").build());

    // Then
    assertThat(results.readValuesToList()).allMatch(CommandResult::getAccepted);
    assertThat(harness.output(harness.topics().scriptRevisions()).readKeyValuesToList())
        .extracting(it -> it.key, it -> it.value == null)
        .containsExactly(
            org.assertj.core.api.Assertions.tuple("acme/a/1", false),
            org.assertj.core.api.Assertions.tuple("acme/b/1", false),
            org.assertj.core.api.Assertions.tuple("acme/a/1", true),
            org.assertj.core.api.Assertions.tuple("acme/b/2", false));
  }

  @Test
  void shouldKeepPinsLimitsAndRetriesAsTheyWereSavedAndChangeNothingWhenSavedAgain() {
    // Given
    commands.pipeInput("acme", tenant("acme"));
    commands.pipeInput(
        "acme",
        command(
                "script",
                "save",
                "points",
                "{\"source\": \"export const p = 1\", \"library\": true}")
            .build());
    scripts.readValue();
    String body =
        "{\"source\": \"return 1\", \"imports\": [\"points\"], \"limits\": {\"cpuMillis\": 100, \"logLines\": 5},"
            + " \"retry\": {\"attempts\": 3, \"backoff\": \"PT2S\"}}";

    // When
    commands.pipeInput("acme", command("script", "save", "score", body).build());
    commands.pipeInput("acme", command("script", "save", "score", body).build());

    // Then
    Script script = scripts.readValue();
    assertThat(script.getImports()).containsExactly(new LibraryPin("points", 1));
    assertThat(script.getLimits()).isEqualTo(Map.of("cpuMillis", 100L, "logLines", 5L));
    assertThat(script.getRetry())
        .isEqualTo(new RetryPolicy(3, 2_000L, 300_000L, List.of("failed", "timed_out")));
    assertThat(scripts.isEmpty()).isTrue();
    assertThat(harness.output(harness.topics().scriptRevisions()).readValuesToList())
        .last()
        .satisfies(
            revision ->
                assertThat(revision.getImports()).containsExactly(new LibraryPin("points", 1)));
    assertThat(results.readValuesToList())
        .extracting(CommandResult::getVersion)
        .containsExactly(1L, 1L, 1L, 1L);
  }

  private static Command tenant(String id) {
    return command("tenant", "save", id, "{\"displayName\": \"Acme\"}").setTenant(id).build();
  }

  private static Command.Builder command(String kind, String action, String entity, String body) {
    return Command.newBuilder()
        .setId(UUID.randomUUID().toString())
        .setTenant("acme")
        .setKind(kind)
        .setAction(action)
        .setEntity(entity)
        .setBody(body)
        .setActor("operator")
        .setIssuedAt(Instant.EPOCH);
  }
}
