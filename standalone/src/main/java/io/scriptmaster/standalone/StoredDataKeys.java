package io.scriptmaster.standalone;

import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.DataKey;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveDataKey;
import io.scriptmaster.processors.secrets.TenantSecrets;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/** Keeps tenants' data keys as the entities that they are. */
record StoredDataKeys(EntityReads reads, Commands commands) implements TenantSecrets.DataKeys {

  private static final String ACTOR = "platform";

  @Override
  public Optional<DataKey> find(TenantId tenant) {
    return reads.find(EntityCatalogue.DATA_KEYS, tenant, TenantSecrets.DATA_KEY);
  }

  @Override
  public void save(TenantId tenant, SaveDataKey key, OptionalLong expectedVersion) {
    CommandResult result =
        commands.send(
            new EntityCommand(
                tenant,
                EntityKind.DATA_KEY,
                TenantSecrets.DATA_KEY,
                new Action.Save(key),
                expectedVersion,
                new CommandOrigin(UUID.randomUUID(), ACTOR, Optional.empty())));
    boolean somebodyElseDid = "version_conflict".equals(result.getCode());
    if (!result.getAccepted() && !somebodyElseDid) {
      throw new IllegalStateException(
          "the data key of %s could not be saved: %s".formatted(tenant, result.getMessage()));
    }
  }
}
