package io.scriptmaster.api.secrets;

import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.entities.EntityEndpoints;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.entities.EntityType;
import io.scriptmaster.api.entities.EntityWrites;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.entity.Secret;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.SaveSecret;
import io.scriptmaster.schemas.RecordJson;

/** {@code /v1/tenants/{tenant}/secrets}: values go in and never come out. */
public final class SecretRoutes {

  private final EntityEndpoints<SaveSecret, Secret> secrets;

  public SecretRoutes(EntityReads reads, Commands commands, SecretSealer sealer) {
    this.secrets =
        new EntityEndpoints<>(
            new EntityType<>(
                EntityCatalogue.SECRETS,
                "secrets",
                new SecretValueReader(sealer),
                RecordJson::show,
                // Whoever writes scripts needs the names.
                Permission.EDIT,
                Permission.ADMINISTER),
            reads,
            new EntityWrites(commands));
  }

  public void addTo(Routes routes, TenantDoor door) {
    secrets.addTo(routes, door);
  }
}
