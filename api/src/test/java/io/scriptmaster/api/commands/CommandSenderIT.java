package io.scriptmaster.api.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.EntityKind;
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
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CommandSenderIT {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final TenantId ACME = new TenantId("acme");

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

  private CommandSender sender(Duration patience) {
    return CommandSender.start(
        new KafkaConnection(
            cluster.bootstrapServers(), topics, cluster.serdes(), LocalCluster.PARTITIONS),
        patience,
        Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static EntityCommand saveScore() {
    return new EntityCommand(
        ACME,
        EntityKind.SCRIPT,
        new EntityId("score"),
        Optional.of(new SaveScript("return 1", null, null)),
        OptionalLong.of(6),
        "operator");
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
