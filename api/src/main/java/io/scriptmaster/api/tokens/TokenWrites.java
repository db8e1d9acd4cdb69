package io.scriptmaster.api.tokens;

import io.scriptmaster.api.commands.Change;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.entities.EntityWrites;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveApiToken;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Objects;
import java.util.OptionalLong;

/** Has tokens made and deleted; what is refused is a problem. */
final class TokenWrites {

  private static final OptionalLong MUST_NOT_EXIST = OptionalLong.of(0);

  private final Commands commands;

  TokenWrites(Commands commands) {
    this.commands = commands;
  }

  CommandResult create(TokenText token, SaveApiToken body, CommandOrigin origin) {
    Change change = new Change.Save(body);
    return send(token.tenant(), token.id(), change, MUST_NOT_EXIST, origin);
  }

  void delete(TenantId tenant, EntityId token, CommandOrigin origin) {
    send(tenant, token, new Change.Delete(false), OptionalLong.empty(), origin);
  }

  private CommandResult send(
      TenantId tenant, EntityId id, Change change, OptionalLong expected, CommandOrigin origin) {
    EntityCommand command =
        new EntityCommand(tenant, EntityKind.API_TOKEN, id, change, expected, origin);
    CommandResult result = EntityWrites.confirmed(() -> commands.send(command));
    if (!result.getAccepted()) {
      throw refusal(result).asException();
    }
    return result;
  }

  private static Problem refusal(CommandResult result) {
    String code = Objects.requireNonNullElse(result.getCode(), "refused");
    String detail = Objects.requireNonNullElse(result.getMessage(), "the change was refused");
    String field = Objects.requireNonNullElse(result.getField(), "");
    return switch (code) {
      case "not_found", "tenant_not_found" -> Problem.NOT_FOUND;
      case "idempotency_key_reused" -> Problem.of(422, code, detail);
      case "invalid_command" -> Problem.ofField(422, "invalid_field", field, detail);
      // quota_exceeded, and whatever else the present state does not allow.
      default -> Problem.ofField(409, code, field, detail);
    };
  }
}
