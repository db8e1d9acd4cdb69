package io.scriptmaster.api.commands;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.RestoreRevision;
import io.scriptmaster.processors.entities.TouchApiToken;

/** What is to become of an entity: the action of a command. */
public sealed interface Action {

  /** It is made, or replaced. */
  record Save(CommandBody body) implements Action {

    public Save {
      requireNonNull(body, "body");
    }
  }

  /**
   * It is removed.
   *
   * @param cascade what uses it is removed too; otherwise the change is refused where something
   *     does
   */
  record Delete(boolean cascade) implements Action {}

  /** A script gets an old source again. */
  record Restore(RestoreRevision body) implements Action {

    public Restore {
      requireNonNull(body, "body");
    }
  }

  /** A token was used. */
  record Touch(TouchApiToken body) implements Action {

    public Touch {
      requireNonNull(body, "body");
    }
  }
}
