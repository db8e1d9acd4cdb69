package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Secret;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Secrets come encrypted. */
final class SecretRules implements EntityRules<SaveSecret, Secret> {

  @Override
  public EntityKind kind() {
    return EntityKind.SECRET;
  }

  @Override
  public Topic<Secret> topic(TopicCatalogue topics) {
    return topics.secrets();
  }

  @Override
  public Secret content(
      SaveSecret body, Optional<Secret> current, Request request, TenantState state) {
    return Secret.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setCiphertext(ByteBuffer.wrap(body.ciphertext()))
        .setKeyVersion(body.keyVersion())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }
}
