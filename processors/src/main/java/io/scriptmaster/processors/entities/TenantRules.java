package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Tenant;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Optional;

/** A tenant is its own and only entity of its kind. */
final class TenantRules implements EntityRules<SaveTenant, Tenant> {

  @Override
  public EntityKind kind() {
    return EntityKind.TENANT;
  }

  @Override
  public Topic<Tenant> topic(TopicCatalogue topics) {
    return topics.tenants();
  }

  @Override
  public Tenant content(
      SaveTenant body, Optional<Tenant> current, Request request, TenantState state) {
    return Tenant.newBuilder()
        .setId(request.tenant().value())
        .setVersion(0)
        .setDisplayName(body.displayName())
        .setQuotas(body.quotas())
        .setLimits(body.limits())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }
}
