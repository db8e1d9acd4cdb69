package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.WebTrigger;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;

/** Web triggers name a script that exists. */
final class WebTriggerRules implements EntityRules<SaveWebTrigger, WebTrigger> {

  @Override
  public EntityKind kind() {
    return EntityKind.WEB_TRIGGER;
  }

  @Override
  public Topic<WebTrigger> topic(TopicCatalogue topics) {
    return topics.webTriggers();
  }

  @Override
  public WebTrigger content(
      SaveWebTrigger body, Optional<WebTrigger> current, Request request, TenantState state) {
    return WebTrigger.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setScript(body.script())
        .setMethods(body.methods())
        .setAuth(body.auth())
        .setMode(body.mode())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public Optional<Rejected> refusal(SaveWebTrigger body, Request request, TenantState state) {
    return DecideEntity.requireScript(body.script(), state);
  }

  @Override
  public List<EntityId> usersOf(EntityId script, TenantState state) {
    return state.all(this).stream()
        .filter(user -> user.getScript().equals(script.value()))
        .map(user -> new EntityId(user.getId()))
        .toList();
  }
}
