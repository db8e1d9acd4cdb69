package io.scriptmaster.processors.entities;

import java.util.List;
import java.util.OptionalLong;

/** What was decided of a command. */
sealed interface Decision {

  /**
   * The command is carried out.
   *
   * @param changes none where everything already is as asked
   * @param version of the entity afterwards; empty where it is deleted
   * @param created the entity did not exist before
   */
  record Accepted(List<StateChange> changes, OptionalLong version, boolean created)
      implements Decision {

    public Accepted {
      changes = List.copyOf(changes);
    }
  }

  /** Refused, as data: the code is stable, the message says what would be accepted. */
  record Rejected(String code, String message, String field) implements Decision {

    /** A refusal that is about no field. */
    Rejected(String code, String message) {
      this(code, message, null);
    }
  }
}
