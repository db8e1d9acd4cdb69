package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.CustomField;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Optional;

/** Custom fields name a script that exists. */
final class CustomFieldRules implements ScriptUserRules<SaveCustomField, CustomField> {

  @Override
  public EntityKind kind() {
    return EntityKind.CUSTOM_FIELD;
  }

  @Override
  public Topic<CustomField> topic(TopicCatalogue topics) {
    return topics.customFields();
  }

  @Override
  public CustomField content(
      SaveCustomField body, Optional<CustomField> current, Request request, TenantState state) {
    return CustomField.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setType(body.type())
        .setScript(body.script())
        .setEventTypes(body.eventTypes())
        .setRendering(body.rendering() == null ? null : body.rendering().toString())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public String scriptNamedBy(SaveCustomField body) {
    return body.script();
  }

  @Override
  public String scriptUsedBy(CustomField entity) {
    return entity.getScript();
  }
}
