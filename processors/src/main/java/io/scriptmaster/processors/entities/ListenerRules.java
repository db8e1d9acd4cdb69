package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.Optional;

/** Listeners name a script that exists. */
final class ListenerRules implements ScriptUserRules<SaveListener, Listener> {

  @Override
  public EntityKind kind() {
    return EntityKind.LISTENER;
  }

  @Override
  public Topic<Listener> topic(TopicCatalogue topics) {
    return topics.listeners();
  }

  @Override
  public Listener content(
      SaveListener body, Optional<Listener> current, Request request, TenantState state) {
    return Listener.newBuilder()
        .setTenant(request.tenant().value())
        .setId(request.entity().value())
        .setVersion(0)
        .setEventTypes(body.eventTypes())
        .setScript(body.script())
        .setFilter(body.filter())
        .setOnFailure(body.onFailure())
        .setEnabled(body.enabled())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public String scriptNamedBy(SaveListener body) {
    return body.script();
  }

  @Override
  public String scriptUsedBy(Listener entity) {
    return entity.getScript();
  }
}
