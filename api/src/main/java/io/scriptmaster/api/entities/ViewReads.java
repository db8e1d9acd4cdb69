package io.scriptmaster.api.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.EntityView;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads entities from the stores of this process. */
record ViewReads(EntityView view) implements EntityReads {

  @Override
  public Optional<Tenant> tenant(TenantId tenant) {
    return view.tenant(tenant);
  }

  @Override
  public Page<Tenant> tenants(String from, int limit) {
    return view.tenants(from, limit);
  }

  @Override
  public Optional<Script> script(TenantId tenant, EntityId id) {
    return view.script(tenant, id);
  }

  @Override
  public Page<Script> scripts(TenantId tenant, String from, int limit) {
    return view.scripts(tenant, from, limit);
  }

  @Override
  public Optional<Listener> listener(TenantId tenant, EntityId id) {
    return view.listener(tenant, id);
  }

  @Override
  public Page<Listener> listeners(TenantId tenant, String from, int limit) {
    return view.listeners(tenant, from, limit);
  }
}
