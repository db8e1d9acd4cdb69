package io.scriptmaster.api.commands;

/** No verdict on a command came in time: the change may or may not have been made. */
public final class NotConfirmedException extends RuntimeException {

  private static final long serialVersionUID = 1;

  NotConfirmedException() {
    super("the change may or may not have been made; read the entity before trying again");
  }
}
