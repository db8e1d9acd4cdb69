package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.AppConfig;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Optional;

/** Settings refer to nothing. */
final class AppConfigRules implements EntityRules<SaveAppConfig, AppConfig> {

  @Override
  public EntityKind kind() {
    return EntityKind.APP_CONFIG;
  }

  @Override
  public Topic<AppConfig> topic(TopicCatalogue topics) {
    return topics.appConfigs();
  }

  @Override
  public AppConfig content(
      SaveAppConfig body, Optional<AppConfig> current, Request request, TenantState state) {
    return AppConfig.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setVariables(body.variables())
        .setOutboundHosts(body.outboundHosts())
        .setLogLevel(body.logLevel())
        .setLogRetentionDays(body.logRetentionDays())
        .setAnalyticsOptOut(body.analyticsOptOut())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }
}
