package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a command, and hands it to the decision of its kind with the state which that one needs.
 */
final class DecideCommand {

  private final EntityStores stores;

  DecideCommand(EntityStores stores) {
    this.stores = stores;
  }

  Verdict decide(Command command, Instant now) {
    try {
      return decideValid(command, now);
    } catch (InvalidFieldException e) {
      return Verdict.of(
          Decision.rejectField(e.field(), "invalid_command", e.getMessage()),
          command,
          now,
          none -> null);
    }
  }

  private Verdict decideValid(Command command, Instant now) {
    EntityKind kind =
        EntityKind.ofWord(command.getKind())
            .orElseThrow(
                () -> new InvalidFieldException("kind", "kind is tenant, script or listener"));
    Request request = request(command, now);
    if (kind != EntityKind.TENANT && stores.tenant(request.tenant()).isEmpty()) {
      return Verdict.of(
          Decision.reject("tenant_not_found", "there is no tenant %s".formatted(request.tenant())),
          command,
          now,
          none -> null);
    }
    boolean save =
        switch (command.getAction()) {
          case "save" -> true;
          case "delete" -> false;
          default -> throw new InvalidFieldException("action", "action is save or delete");
        };
    return switch (kind) {
      case TENANT -> decideTenant(command, request, save);
      case SCRIPT -> decideScript(command, request, save);
      case LISTENER -> decideListener(command, request, save);
    };
  }

  private Verdict decideTenant(Command command, Request request, boolean save) {
    if (!save) {
      throw new InvalidFieldException("action", "deleting a tenant is not supported");
    }
    SaveTenant body = CommandJson.read(command.getBody(), SaveTenant.class);
    return Verdict.of(
        DecideTenant.save(stores.tenant(request.tenant()), body, request),
        command,
        request.now(),
        state -> new StateChange.OfTenant(request.tenant().value(), state));
  }

  private Verdict decideScript(Command command, Request request, boolean save) {
    Optional<Script> current = stores.script(request.tenant(), request.entity());
    Decision<Script> decision =
        save
            ? DecideScript.save(
                current, CommandJson.read(command.getBody(), SaveScript.class), request)
            : DecideScript.delete(current, stores.listeners(request.tenant()).stream(), request);
    return Verdict.of(
        decision,
        command,
        request.now(),
        state -> new StateChange.OfScript(request.key().toString(), state));
  }

  private Verdict decideListener(Command command, Request request, boolean save) {
    Optional<Listener> current = stores.listener(request.tenant(), request.entity());
    return Verdict.of(
        save ? saveListener(current, command, request) : DecideListener.delete(current, request),
        command,
        request.now(),
        state -> new StateChange.OfListener(request.key().toString(), state));
  }

  private Decision<Listener> saveListener(
      Optional<Listener> current, Command command, Request request) {
    SaveListener body = CommandJson.read(command.getBody(), SaveListener.class);
    Optional<Script> script = stores.script(request.tenant(), new EntityId(body.script()));
    return DecideListener.save(current, script, body, request);
  }

  private static Request request(Command command, Instant now) {
    return new Request(
        TenantId.parse(command.getTenant())
            .orElseThrow(
                () -> new InvalidFieldException("tenant", "a tenant id is " + TenantId.ACCEPTED)),
        EntityId.parse(command.getEntity())
            .orElseThrow(
                () -> new InvalidFieldException("entity", "an id is " + EntityId.ACCEPTED)),
        command.getActor(),
        now,
        command.getExpectedVersion() == null
            ? OptionalLong.empty()
            : OptionalLong.of(command.getExpectedVersion()));
  }
}
