package io.scriptmaster.api.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveListener;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/tenants/{tenant}/listeners}. */
final class ListenerType {

  private ListenerType() {}

  static EntityType<Listener, SaveListener> of(EntityReads reads) {
    return new EntityType<>(
        EntityKind.LISTENER,
        "listeners",
        SaveListener.class,
        new Reads(reads),
        Map.of(
            "filter",
            "filters of listeners are not supported yet; choose by eventTypes, or test in the script"),
        body -> {});
  }

  private record Reads(EntityReads reads) implements EntityType.Reads<Listener> {

    @Override
    public Optional<Listener> one(TenantId tenant, EntityId id) {
      return reads.listener(tenant, id);
    }

    @Override
    public Page<Listener> page(TenantId tenant, String from, int limit) {
      return reads.listeners(tenant, from, limit);
    }

    @Override
    public int characters(Listener listener) {
      return listener.getEventTypes().stream().mapToInt(String::length).sum();
    }
  }
}
