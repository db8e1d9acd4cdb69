package io.scriptmaster.api.tokens;

import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.entities.EntityWrites;
import io.scriptmaster.api.entities.Refusal;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveApiToken;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.OptionalLong;

/** Has tokens made and deleted; what is refused is a problem. */
final class TokenWrites {

  private static final OptionalLong MUST_NOT_EXIST = OptionalLong.of(0);

  private final Commands commands;

  TokenWrites(Commands commands) {
    this.commands = commands;
  }

  CommandResult create(TokenText token, SaveApiToken body, CommandOrigin origin) {
    Action action = new Action.Save(body);
    return send(token.tenant(), token.id(), action, MUST_NOT_EXIST, origin);
  }

  void delete(TenantId tenant, EntityId token, CommandOrigin origin) {
    send(tenant, token, new Action.Delete(false), OptionalLong.empty(), origin);
  }

  private CommandResult send(
      TenantId tenant, EntityId id, Action action, OptionalLong expected, CommandOrigin origin) {
    EntityCommand command =
        new EntityCommand(tenant, EntityKind.API_TOKEN, id, action, expected, origin);
    CommandResult result = EntityWrites.confirmed(() -> commands.send(command));
    if (!result.getAccepted()) {
      throw refusal(result).asException();
    }
    return result;
  }

  private static Problem refusal(CommandResult result) {
    // The id is made from the Idempotency-Key, and a token was made by it more than a day ago. A
    // client that sent no If-Match has no precondition that may fail.
    return "version_conflict".equals(result.getCode())
        ? Problem.of(409, result.getCode(), result.getMessage())
        : Refusal.of(result);
  }
}
