package io.scriptmaster.api.commands;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.RestoreRevision;
import io.scriptmaster.processors.entities.TouchApiToken;

/** What is to become of an entity. */
public sealed interface Change {

  /** It is made, or replaced. */
  record Save(CommandBody body) implements Change {

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
  record Delete(boolean cascade) implements Change {}

  /** A script gets an old source again. */
  record Restore(RestoreRevision body) implements Change {

    public Restore {
      requireNonNull(body, "body");
    }
  }

  /** A token was used. */
  record Touch(TouchApiToken body) implements Change {

    public Touch {
      requireNonNull(body, "body");
    }
  }
}
