package io.scriptmaster.processors.executions;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.schemas.TenantId;

/** What became of a record of {@code trigger-events} when it was read. */
sealed interface Intake {

  /** A valid event on its tenant's partition. */
  record Accepted(Trigger trigger) implements Intake {}

  /** A valid event on another tenant's partition; its bytes go to the right one as they are. */
  record Misplaced(TenantId tenant, byte[] value) implements Intake {}

  /** Not a valid event. */
  record Refused(DeadLetter letter) implements Intake {}
}
