package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.Decision.Deleted;
import io.scriptmaster.processors.entities.Decision.Saved;
import io.scriptmaster.processors.entities.Decision.Unchanged;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides commands about scripts. */
final class DecideScript {

  private DecideScript() {}

  static Decision<Script> save(Optional<Script> current, SaveScript body, Request request) {
    long version = current.map(Script::getVersion).orElse(0L);
    return Versions.<Script>conflict(request.expectedVersion(), version)
        .orElseGet(
            () ->
                current
                    .map(script -> replace(script, body, request))
                    .orElseGet(() -> create(body, request)));
  }

  /**
   * @param listeners those of the tenant; read only as far as needed
   */
  static Decision<Script> delete(
      Optional<Script> current, Stream<Listener> listeners, Request request) {
    if (current.isEmpty()) {
      return Decision.reject("not_found", "there is no script %s".formatted(request.entity()));
    }
    return Versions.<Script>conflict(request.expectedVersion(), current.get().getVersion())
        .orElseGet(() -> deleteUnlessUsed(listeners, request));
  }

  private static Decision<Script> deleteUnlessUsed(Stream<Listener> listeners, Request request) {
    return listeners
        .filter(listener -> listener.getScript().equals(request.entity().value()))
        .findFirst()
        .<Decision<Script>>map(
            user ->
                Decision.reject(
                    "script_in_use",
                    "listener %s starts this script; delete or change the listener first"
                        .formatted(user.getId())))
        .orElseGet(Deleted::new);
  }

  private static Decision<Script> create(SaveScript body, Request request) {
    return new Saved<>(
        Script.newBuilder()
            .setTenant(request.tenant().value())
            .setId(request.entity().value())
            .setVersion(1)
            .setRevision(1)
            .setSource(body.source())
            .setDescription(body.description())
            .setEnabled(body.enabled())
            .setCreatedAt(request.now())
            .setCreatedBy(request.actor())
            .setUpdatedAt(request.now())
            .setUpdatedBy(request.actor())
            .build(),
        1,
        true);
  }

  private static Decision<Script> replace(Script script, SaveScript body, Request request) {
    boolean sameSource = script.getSource().equals(body.source());
    if (sameSource
        && Objects.equals(script.getDescription(), body.description())
        && script.getEnabled() == body.enabled()) {
      return new Unchanged<>(script.getVersion());
    }
    long version = script.getVersion() + 1;
    return new Saved<>(
        Script.newBuilder(script)
            .setVersion(version)
            .setRevision(sameSource ? script.getRevision() : script.getRevision() + 1)
            .setSource(body.source())
            .setDescription(body.description())
            .setEnabled(body.enabled())
            .setUpdatedAt(request.now())
            .setUpdatedBy(request.actor())
            .build(),
        version,
        false);
  }
}
