package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.Optional;

/** API tokens come hashed. */
final class ApiTokenRules implements EntityRules<SaveApiToken, ApiToken> {

  @Override
  public EntityKind kind() {
    return EntityKind.API_TOKEN;
  }

  @Override
  public Topic<ApiToken> topic(TopicCatalogue topics) {
    return topics.apiTokens();
  }

  @Override
  public ApiToken content(
      SaveApiToken body, Optional<ApiToken> current, Request request, TenantState state) {
    return ApiToken.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setRole(body.role())
        .setDescription(body.description())
        .setHash(ByteBuffer.wrap(body.hash()))
        .setExpiresAt(body.expiresAt())
        .setLastUsedAt(current.map(ApiToken::getLastUsedAt).orElse(null))
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }
}
