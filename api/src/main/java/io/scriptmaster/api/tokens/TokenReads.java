package io.scriptmaster.api.tokens;

import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Finds tokens, wherever they are kept. */
@FunctionalInterface
public interface TokenReads {

  /**
   * @throws io.scriptmaster.processors.streams.ViewUnavailableException where nobody can tell now
   */
  Optional<ApiToken> find(TenantId tenant, EntityId id);

  /** Among the entities. */
  static TokenReads of(EntityReads entities) {
    return (tenant, id) -> entities.find(EntityCatalogue.API_TOKENS, tenant, id);
  }
}
