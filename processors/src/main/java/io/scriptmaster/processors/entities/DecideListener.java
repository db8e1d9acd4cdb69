package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.Decision.Deleted;
import io.scriptmaster.processors.entities.Decision.Saved;
import io.scriptmaster.processors.entities.Decision.Unchanged;
import java.util.Optional;

/** Decides commands about listeners. */
final class DecideListener {

  private DecideListener() {}

  /**
   * @param script the script that the body names, if it exists
   */
  static Decision<Listener> save(
      Optional<Listener> current, Optional<Script> script, SaveListener body, Request request) {
    if (script.isEmpty()) {
      return Decision.rejectField(
          "script",
          "script_not_found",
          "there is no script %s; save the script before the listener".formatted(body.script()));
    }
    long version = current.map(Listener::getVersion).orElse(0L);
    return Versions.<Listener>conflict(request.expectedVersion(), version)
        .orElseGet(
            () ->
                current
                    .map(listener -> replace(listener, body, request))
                    .orElseGet(() -> create(body, request)));
  }

  static Decision<Listener> delete(Optional<Listener> current, Request request) {
    if (current.isEmpty()) {
      return Decision.reject("not_found", "there is no listener %s".formatted(request.entity()));
    }
    return Versions.<Listener>conflict(request.expectedVersion(), current.get().getVersion())
        .orElseGet(Deleted::new);
  }

  private static Decision<Listener> create(SaveListener body, Request request) {
    return new Saved<>(
        Listener.newBuilder()
            .setTenant(request.tenant().value())
            .setId(request.entity().value())
            .setVersion(1)
            .setEventTypes(body.eventTypes())
            .setScript(body.script())
            .setEnabled(body.enabled())
            .setCreatedAt(request.now())
            .setCreatedBy(request.actor())
            .setUpdatedAt(request.now())
            .setUpdatedBy(request.actor())
            .build(),
        1,
        true);
  }

  private static Decision<Listener> replace(Listener listener, SaveListener body, Request request) {
    if (listener.getEventTypes().equals(body.eventTypes())
        && listener.getScript().equals(body.script())
        && listener.getEnabled() == body.enabled()) {
      return new Unchanged<>(listener.getVersion());
    }
    long version = listener.getVersion() + 1;
    return new Saved<>(
        Listener.newBuilder(listener)
            .setVersion(version)
            .setEventTypes(body.eventTypes())
            .setScript(body.script())
            .setEnabled(body.enabled())
            .setUpdatedAt(request.now())
            .setUpdatedBy(request.actor())
            .build(),
        version,
        false);
  }
}
