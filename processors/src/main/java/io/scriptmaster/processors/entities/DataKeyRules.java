package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.DataKey;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Data keys come wrapped. */
final class DataKeyRules implements EntityRules<SaveDataKey, DataKey> {

  @Override
  public EntityKind kind() {
    return EntityKind.DATA_KEY;
  }

  @Override
  public Topic<DataKey> topic(TopicCatalogue topics) {
    return topics.dataKeys();
  }

  @Override
  public DataKey content(
      SaveDataKey body, Optional<DataKey> current, Request request, TenantState state) {
    return DataKey.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setWrapped(ByteBuffer.wrap(body.wrapped()))
        .setMasterKey(body.masterKey())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }
}
