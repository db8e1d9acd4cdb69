package io.scriptmaster.api.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.RestoreRevision;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.TenantPartition;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.LocalCluster;
import io.scriptmaster.testkit.TopicReader;
import io.scriptmaster.testkit.TopicWriter;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandSenderIT {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final TenantId ACME = new TenantId("acme");
  private static final UUID ID = UUID.fromString("0198c0de-0000-7000-8000-000000000001");

  private final LocalCluster cluster = LocalCluster.shared();
  private final TopicCatalogue topics = cluster.freshTopics();
  private final TopicWriter writer = new TopicWriter(cluster.bootstrapServers(), cluster.serdes());
  private final TopicReader<Command> commands =
      TopicReader.of(cluster.bootstrapServers(), cluster.serdes(), topics.commands());

  @AfterEach
  void closeClients() {
    writer.close();
    commands.close();
  }

  @Test
  void shouldSendTheCommandToTheTenantsPartitionAndGiveItsVerdict() throws Exception {
    try (CommandSender sender = sender(Duration.ofSeconds(30))) {
      // Given
      CompletableFuture<CommandResult> verdict =
          CompletableFuture.supplyAsync(() -> sender.send(saveScore()));
      ConsumerRecord<String, Command> record = commands.readAtLeast(1).getFirst();

      // When
      answer("somebody-elses");
      writer.write(topics.commandResults().name(), 0, "acme", new byte[] {1, 2, 3});
      answer(record.value().getId());

      // Then
      assertThat(verdict.get(30, TimeUnit.SECONDS).getVersion()).isEqualTo(7L);
      assertThat(record.key()).isEqualTo("acme");
      assertThat(record.partition()).isEqualTo(TenantPartition.of(ACME, LocalCluster.PARTITIONS));
      assertThat(record.value().getKind()).isEqualTo("script");
      assertThat(record.value().getAction()).isEqualTo("save");
      assertThat(record.value().getEntity()).isEqualTo("score");
      assertThat(record.value().getBody()).contains("return 1");
      assertThat(record.value().getExpectedVersion()).isEqualTo(6L);
      assertThat(record.value().getActor()).isEqualTo("operator");
      assertThat(record.value().getId()).isEqualTo(ID.toString());
      assertThat(record.value().getSource()).isEqualTo("192.0.2.7");
      assertThat(record.value().getCascade()).isFalse();
      assertThat(record.value().getDigest()).isEqualTo("d-1");
      assertThat(record.value().getIssuedAt()).isEqualTo(NOW);
      assertThat(commands.readToEnd()).hasSize(1);
    }
  }

  @Test
  void shouldReadOnAfterARecordThatIsNoVerdict() throws Exception {
    try (CommandSender sender = sender(Duration.ofSeconds(30))) {
      // Given
      int partition = TenantPartition.of(ACME, LocalCluster.PARTITIONS);
      writer.write(topics.commandResults().name(), partition, "acme", new byte[] {1, 2, 3});
      writer.write(topics.commandResults().name(), partition, "acme", null);
      CompletableFuture<CommandResult> verdict =
          CompletableFuture.supplyAsync(() -> sender.send(saveScore()));

      // When
      answer(commands.readAtLeast(1).getFirst().value().getId());

      // Then
      assertThat(verdict.get(30, TimeUnit.SECONDS).getAccepted()).isTrue();
    }
  }

  @Test
  void shouldTellThatNothingIsConfirmedWhenNoVerdictComes() {
    try (CommandSender sender = sender(Duration.ofMillis(200))) {
      // When / Then
      assertThatThrownBy(() -> sender.send(saveScore())).isInstanceOf(NotConfirmedException.class);
      assertThat(commands.readAtLeast(1)).hasSize(1);
    }
  }

  @Test
  void shouldWriteEachKindOfChange() {
    try (CommandSender sender = sender(Duration.ofMillis(1))) {
      // When
      for (Action action :
          List.of(
              new Action.Delete(true),
              new Action.Delete(false),
              new Action.Restore(new RestoreRevision(3, "back")))) {
        assertThatThrownBy(() -> sender.send(score(action)))
            .isInstanceOf(NotConfirmedException.class);
      }

      // Then
      assertThat(commands.readAtLeast(3))
          .extracting(ConsumerRecord::value)
          .extracting(Command::getAction, Command::getCascade, Command::getBody)
          .containsExactly(
              tuple("delete", true, null),
              tuple("delete", false, null),
              tuple("restore", false, "{\"revision\":3,\"message\":\"back\"}"));
    }
  }

  private CommandSender sender(Duration patience) {
    return CommandSender.start(
        new KafkaConnection(
            cluster.bootstrapServers(), topics, cluster.serdes(), LocalCluster.PARTITIONS),
        patience,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static EntityCommand saveScore() {
    return score(new Action.Save(new SaveScript("return 1", null, null, null)));
  }

  private static EntityCommand score(Action action) {
    return new EntityCommand(
        ACME,
        EntityKind.SCRIPT,
        new EntityId("score"),
        action,
        OptionalLong.of(6),
        new CommandOrigin(ID, "operator", Optional.of("192.0.2.7"), Optional.of("d-1")));
  }

  private void answer(String commandId) {
    writer.write(
        topics.commandResults(),
        "acme",
        CommandResult.newBuilder()
            .setCommandId(commandId)
            .setTenant("acme")
            .setAccepted(true)
            .setVersion(7L)
            .setDecidedAt(NOW)
            .build());
  }
}
