package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.Decision.Deleted;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.processors.entities.Decision.Saved;
import io.scriptmaster.processors.entities.Decision.Unchanged;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;

/** The answer to a command, and the change of state that goes with it. */
record Verdict(CommandResult result, Optional<StateChange> change) {

  /**
   * @param toChange makes the change of state from the entity's new state, or from null where it is
   *     deleted
   */
  static <E> Verdict of(
      Decision<E> decision, Command command, Instant now, Function<E, StateChange> toChange) {
    CommandResult.Builder result =
        CommandResult.newBuilder()
            .setCommandId(command.getId())
            .setTenant(command.getTenant())
            .setDecidedAt(now);
    return switch (decision) {
      case Saved<E>(var entity, var version, var created) ->
          new Verdict(
              result.setAccepted(true).setCreated(created).setVersion(version).build(),
              Optional.of(toChange.apply(entity)));
      case Unchanged<E>(var version) ->
          new Verdict(result.setAccepted(true).setVersion(version).build(), Optional.empty());
      case Deleted<E>() ->
          new Verdict(result.setAccepted(true).build(), Optional.of(toChange.apply(null)));
      case Rejected<E>(var code, var message, var field) ->
          new Verdict(
              result.setAccepted(false).setCode(code).setMessage(message).setField(field).build(),
              Optional.empty());
    };
  }
}
