package io.scriptmaster.api.commands;

import io.scriptmaster.command.CommandResult;

/** Asks the single writer of the entities for changes. */
@FunctionalInterface
public interface Commands {

  /**
   * Asks for a change and waits for the verdict.
   *
   * @return the verdict, committed together with the change; a refusal is a verdict too
   * @throws io.scriptmaster.api.kafka.KafkaUnavailableException where Kafka did not acknowledge the
   *     command
   * @throws NotConfirmedException where no verdict came in time
   * @throws TooManyCommandsException where too many callers wait already; nothing was sent
   */
  CommandResult send(EntityCommand command);
}
