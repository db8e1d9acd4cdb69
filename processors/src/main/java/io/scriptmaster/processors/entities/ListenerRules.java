package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;

/** Listeners name a script that exists. */
final class ListenerRules implements EntityRules<SaveListener, Listener> {

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
        .setEnabled(body.enabled())
        .setCreatedAt(Stamps.none())
        .setCreatedBy("")
        .setUpdatedAt(Stamps.none())
        .setUpdatedBy("")
        .build();
  }

  @Override
  public Optional<Rejected> refusal(SaveListener body, Request request, TenantState state) {
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
