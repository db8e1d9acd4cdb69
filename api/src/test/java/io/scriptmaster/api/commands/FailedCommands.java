package io.scriptmaster.api.commands;

import io.scriptmaster.command.CommandResult;

/** The ways in which a command has no verdict. */
public final class FailedCommands {

  private FailedCommands() {}

  public static CommandResult notConfirmed() {
    throw new NotConfirmedException();
  }

  public static CommandResult tooManyOfTheTenant() {
    throw TooManyCommandsException.ofTenant(100);
  }

  public static CommandResult tooMany() {
    throw TooManyCommandsException.ofAll(1_000);
  }
}
