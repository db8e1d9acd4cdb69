package io.scriptmaster.processors.history;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import java.util.Optional;

/**
 * A dead letter of a tenant.
 *
 * @param letter without its key and value, which can be large: they are where {@code place} says
 * @param place in {@code dead-letters}
 * @param lastRedrive empty where it was never redriven; its version counts the redrives
 */
public record KeptDeadLetter(
    DeadLetter letter, DeadLetterPlace place, Optional<EntityChange> lastRedrive) {

  /** How often it was redriven. */
  public long redrives() {
    return lastRedrive.map(EntityChange::getVersion).orElse(0L);
  }
}
