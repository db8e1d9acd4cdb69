package io.scriptmaster.api.commands;

import io.scriptmaster.api.kafka.KafkaConnection;
import io.scriptmaster.api.kafka.KafkaUnavailableException;
import io.scriptmaster.api.kafka.TenantProducer;
import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.CommandJson;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.common.KafkaException;

/** Sends commands over Kafka and waits for their verdicts. Safe for use by several threads. */
public final class CommandSender implements Commands, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final int MAX_WAITING = 1_000;
  private static final int MAX_WAITING_OF_TENANT = 100;

  private final TenantProducer<Command> producer;
  private final PendingCommands pending;
  private final CommandResults results;
  private final Duration patience;
  private final Clock clock;

  private CommandSender(KafkaConnection kafka, Duration patience, Clock clock) {
    this.pending = new PendingCommands(MAX_WAITING, MAX_WAITING_OF_TENANT);
    // First of all, so that no verdict on a command of ours can be missed.
    this.results = CommandResults.listen(kafka, pending::complete);
    this.producer = TenantProducer.of(kafka, kafka.topics().commands());
    this.patience = patience;
    this.clock = clock;
  }

  /**
   * @throws KafkaUnavailableException where the results can not be read
   */
  public static CommandSender start(KafkaConnection kafka, Clock clock) {
    return start(kafka, PATIENCE, clock);
  }

  static CommandSender start(KafkaConnection kafka, Duration patience, Clock clock) {
    try {
      return new CommandSender(kafka, patience, clock);
    } catch (KafkaException e) {
      throw new KafkaUnavailableException(
          "the topic of command results can not be read: " + e.getMessage(), e);
    }
  }

  @Override
  public CommandResult send(EntityCommand command) {
    Command record = record(command);
    PendingCommands.Key key = new PendingCommands.Key(record.getTenant(), record.getId());
    CompletableFuture<CommandResult> verdict = pending.expect(key, command.origin().digest());
    try {
      producer.send(
          command.tenant(),
          record,
          (sent, failure) -> {
            if (failure != null) {
              verdict.completeExceptionally(notAcknowledged(failure));
            }
          });
      return verdict.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (KafkaException e) {
      throw notAcknowledged(e);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException failure
          ? failure
          : new IllegalStateException(e.getCause());
    } catch (TimeoutException e) {
      throw new NotConfirmedException();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new NotConfirmedException();
    } finally {
      pending.forget(key, verdict);
    }
  }

  /** Callers who still wait are told that nothing is confirmed. */
  @Override
  public void close() {
    results.close();
    pending.failAll(new NotConfirmedException());
    producer.close();
  }

  private Command record(EntityCommand command) {
    OptionalLong expected = command.expectedVersion();
    Command.Builder record =
        Command.newBuilder()
            .setId(command.origin().commandId().toString())
            .setTenant(command.tenant().value())
            .setKind(command.kind().word())
            .setEntity(command.entity().value())
            .setExpectedVersion(expected.isPresent() ? expected.getAsLong() : null)
            .setSource(command.origin().address().orElse(null))
            .setActor(command.origin().actor())
            .setIssuedAt(clock.instant())
            .setDigest(command.origin().digest().orElse(null));
    return withAction(record, command.action()).build();
  }

  private static Command.Builder withAction(Command.Builder record, Action action) {
    return switch (action) {
      case Action.Save(var body) -> record.setAction("save").setBody(CommandJson.write(body));
      case Action.Delete(var cascade) -> record.setAction("delete").setCascade(cascade);
      case Action.Restore(var body) -> record.setAction("restore").setBody(CommandJson.write(body));
      case Action.Touch(var body) -> record.setAction("touch").setBody(CommandJson.write(body));
    };
  }

  private static KafkaUnavailableException notAcknowledged(Exception cause) {
    return new KafkaUnavailableException(
        "Kafka did not acknowledge the change; it may still be made: read the entity before trying again",
        cause);
  }
}
