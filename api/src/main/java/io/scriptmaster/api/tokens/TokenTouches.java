package io.scriptmaster.api.tokens;

import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.TouchApiToken;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Asks to note when a token was last used. Called by several threads. */
@FunctionalInterface
public interface TokenTouches {

  /**
   * Returns when it is noted, or when the token is gone.
   *
   * @throws RuntimeException where it could not be noted
   */
  void touch(TenantId tenant, EntityId token, Instant usedAt);

  /** By commands. */
  static TokenTouches of(Commands commands) {
    return (tenant, token, usedAt) ->
        commands.send(
            new EntityCommand(
                tenant,
                EntityKind.API_TOKEN,
                token,
                new Action.Touch(new TouchApiToken(usedAt)),
                OptionalLong.empty(),
                new CommandOrigin(UUID.randomUUID(), "token:" + token, Optional.empty())));
  }
}
