package io.scriptmaster.processors.executions;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.schemas.TenantId;
import java.util.List;

/** What became of a record of {@code trigger-events} when it was read. */
sealed interface Intake {

  /** A valid event on its tenant's partition. */
  record Accepted(Trigger trigger) implements Intake {}

  /** A valid event on another tenant's partition; its bytes go to the right one as they are. */
  record Misplaced(TenantId tenant, byte[] value) implements Intake {}

  /** Not a valid event. */
  record Refused(DeadLetter letter) implements Intake {}

  /** The trigger, or none. */
  default List<Trigger> accepted() {
    return this instanceof Accepted(var trigger) ? List.of(trigger) : List.of();
  }

  /** The bytes that go elsewhere, or none. */
  default List<byte[]> misplaced() {
    return this instanceof Misplaced(_, var value) ? List.of(value) : List.of();
  }

  /** The letter, or none. */
  default List<DeadLetter> refused() {
    return this instanceof Refused(var letter) ? List.of(letter) : List.of();
  }
}
