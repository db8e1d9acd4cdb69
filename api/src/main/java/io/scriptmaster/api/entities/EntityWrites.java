package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.commands.NotConfirmedException;
import io.scriptmaster.api.commands.TooManyCommandsException;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import java.util.Optional;
import java.util.function.Supplier;

/** Sends commands, and gives accepted ones back; all else is a problem. */
public final class EntityWrites {

  private final Commands commands;

  public EntityWrites(Commands commands) {
    this.commands = commands;
  }

  /**
   * @throws io.scriptmaster.api.http.ProblemException where the command is refused or not confirmed
   */
  CommandResult send(EntityCommand command) {
    CommandResult result = confirmed(() -> commands.send(command));
    if (!result.getAccepted()) {
      throw Refusal.of(result).asException();
    }
    return result;
  }

  /**
   * What came of something that sends commands.
   *
   * @throws io.scriptmaster.api.http.ProblemException 503 where one of them was not confirmed, 429
   *     where too many of the tenant wait
   */
  public static <T> T confirmed(Supplier<T> sending) {
    try {
      return sending.get();
    } catch (NotConfirmedException e) {
      throw Problem.of(503, "not_confirmed", e.getMessage()).asException().retryAfter(5);
    } catch (TooManyCommandsException e) {
      throw Problem.of(e.isOfTenant() ? 429 : 503, "too_many_commands", e.getMessage())
          .asException()
          .retryAfter(1);
    }
  }

  /**
   * The answer to a save: the entity as it is now, which may already be newer than the one saved.
   */
  static Answer saved(CommandResult result, Supplier<Optional<ObjectNode>> read) {
    return EntityTag.answer(result.getCreated() ? 201 : 200, readBack(result, read));
  }

  private static ObjectNode readBack(CommandResult result, Supplier<Optional<ObjectNode>> read) {
    try {
      return read.get()
          .orElseThrow(
              () ->
                  Problem.of(
                          409,
                          "deleted_meanwhile",
                          "the change was made, and then somebody deleted the entity")
                      .asException());
    } catch (ViewUnavailableException e) {
      throw Problem.of(
              503,
              "view_unavailable",
              "the change was made (version %d) and can not be shown yet; read it in a moment"
                  .formatted(result.getVersion()))
          .asException()
          .retryAfter(1);
    }
  }
}
