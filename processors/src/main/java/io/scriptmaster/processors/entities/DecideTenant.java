package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.Decision.Saved;
import io.scriptmaster.processors.entities.Decision.Unchanged;
import java.util.Optional;

/** Decides commands about tenants. */
final class DecideTenant {

  private DecideTenant() {}

  static Decision<Tenant> save(Optional<Tenant> current, SaveTenant body, Request request) {
    long version = current.map(Tenant::getVersion).orElse(0L);
    return Versions.<Tenant>conflict(request.expectedVersion(), version)
        .orElseGet(
            () ->
                current
                    .map(tenant -> replace(tenant, body, request))
                    .orElseGet(() -> create(body, request)));
  }

  private static Decision<Tenant> create(SaveTenant body, Request request) {
    return new Saved<>(
        Tenant.newBuilder()
            .setId(request.tenant().value())
            .setVersion(1)
            .setDisplayName(body.displayName())
            .setCreatedAt(request.now())
            .setCreatedBy(request.actor())
            .setUpdatedAt(request.now())
            .setUpdatedBy(request.actor())
            .build(),
        1,
        true);
  }

  private static Decision<Tenant> replace(Tenant tenant, SaveTenant body, Request request) {
    if (tenant.getDisplayName().equals(body.displayName())) {
      return new Unchanged<>(tenant.getVersion());
    }
    long version = tenant.getVersion() + 1;
    return new Saved<>(
        Tenant.newBuilder(tenant)
            .setVersion(version)
            .setDisplayName(body.displayName())
            .setUpdatedAt(request.now())
            .setUpdatedBy(request.actor())
            .build(),
        version,
        false);
  }
}
