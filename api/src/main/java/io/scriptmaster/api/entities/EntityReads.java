package io.scriptmaster.api.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.EntityView;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads entities, wherever they are kept: a client reads its own writes. */
public interface EntityReads {

  Optional<Tenant> tenant(TenantId tenant);

  /**
   * @param from the {@code next} of the page before, or empty
   */
  Page<Tenant> tenants(String from, int limit);

  Optional<Script> script(TenantId tenant, EntityId id);

  Page<Script> scripts(TenantId tenant, String from, int limit);

  Optional<Listener> listener(TenantId tenant, EntityId id);

  Page<Listener> listeners(TenantId tenant, String from, int limit);

  /** From the stores of this process. */
  static EntityReads of(EntityView view) {
    return new ViewReads(view);
  }
}
