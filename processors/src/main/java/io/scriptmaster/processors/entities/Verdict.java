package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.entities.Decision.Accepted;
import io.scriptmaster.processors.entities.Decision.Rejected;
import java.time.Instant;
import java.util.List;

/** The answer to a command, with all that is written because of it. */
record Verdict(CommandResult result, List<StateChange> states, List<EntityChange> audit) {

  Verdict {
    states = List.copyOf(states);
    audit = List.copyOf(audit);
  }

  static Verdict of(Decision decision, Command command, Request request) {
    return switch (decision) {
      case Accepted(var changes, var version, var created) ->
          new Verdict(
              result(command, request.now())
                  .setAccepted(true)
                  .setCreated(created)
                  .setVersion(version.isPresent() ? version.getAsLong() : null)
                  .build(),
              changes,
              Audit.of(changes, command, request));
      case Rejected rejected -> invalid(rejected, command, request.now());
    };
  }

  static Verdict invalid(Rejected rejected, Command command, Instant now) {
    return new Verdict(
        result(command, now)
            .setAccepted(false)
            .setCode(rejected.code())
            .setMessage(rejected.message())
            .setField(rejected.field())
            .build(),
        List.of(),
        List.of());
  }

  /**
   * The same answer again, to a command whose id was decided before: nothing is written for it.
   * Where it asks for something else, that is refused: the sender would take the answer to the
   * first for one to this.
   */
  static Verdict again(CommandResult before, Command command, Instant now) {
    if (isAnother(before, command)) {
      return invalid(
          new Rejected(
              "idempotency_key_reused",
              "this key came with another body or query before, within a day; send another change with another key"),
          command,
          now);
    }
    // Verdicts of older versions have no digest: whoever waits looks for this one's.
    return new Verdict(
        CommandResult.newBuilder(before).setDigest(command.getDigest()).build(),
        List.of(),
        List.of());
  }

  private static boolean isAnother(CommandResult before, Command command) {
    return before.getDigest() != null
        && command.getDigest() != null
        && !before.getDigest().equals(command.getDigest());
  }

  private static CommandResult.Builder result(Command command, Instant now) {
    return CommandResult.newBuilder()
        .setCommandId(command.getId())
        .setTenant(command.getTenant())
        .setDigest(command.getDigest())
        .setDecidedAt(now);
  }
}
