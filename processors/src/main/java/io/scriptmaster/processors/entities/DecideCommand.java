package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.processors.entities.Decision.Accepted;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/** Reads a command and decides it on the state of its tenant. */
final class DecideCommand {

  private final Function<TenantId, TenantState> states;

  DecideCommand(Function<TenantId, TenantState> states) {
    this.states = states;
  }

  Verdict decide(Command command, Instant now) {
    try {
      Request request = request(command, now);
      return Verdict.of(decide(command, request, states.apply(request.tenant())), command, request);
    } catch (InvalidFieldException e) {
      return Verdict.invalid(
          new Rejected("invalid_command", e.getMessage(), e.field()), command, now);
    }
  }

  private Decision decide(Command command, Request request, TenantState state) {
    EntityKind kind =
        EntityKind.ofWord(command.getKind())
            .orElseThrow(
                () -> new InvalidFieldException("kind", "kind is one of " + EntityKind.words()));
    if (kind != EntityKind.TENANT && state.tenant().isEmpty()) {
      return new Rejected("tenant_not_found", "there is no tenant %s".formatted(request.tenant()));
    }
    return switch (command.getAction()) {
      case "save" -> save(EntityCatalogue.of(kind), command, request, state);
      case "delete" -> delete(EntityCatalogue.of(kind), request, state);
      case "restore" -> restore(kind, command, request, state);
      case "touch" -> touch(kind, command, request, state);
      default ->
          throw new InvalidFieldException("action", "action is save, delete, restore or touch");
    };
  }

  private static <B extends CommandBody, E extends SpecificRecord> Decision save(
      EntityRules<B, E> rules, Command command, Request request, TenantState state) {
    @SuppressWarnings("unchecked") // A kind and its rules name the same body.
    Class<B> type = (Class<B>) rules.kind().body();
    return new DecideEntity<>(rules)
        .save(CommandJson.read(command.getBody(), type), request, state);
  }

  private static Decision delete(EntityRules<?, ?> rules, Request request, TenantState state) {
    if (rules.kind() == EntityKind.TENANT) {
      throw new InvalidFieldException("action", "deleting a tenant is not supported");
    }
    return new DecideEntity<>(rules).delete(request, state, EntityCatalogue.all());
  }

  private static Decision restore(
      EntityKind kind, Command command, Request request, TenantState state) {
    if (kind != EntityKind.SCRIPT) {
      throw new InvalidFieldException("action", "only scripts have revisions to restore");
    }
    RestoreRevision body = CommandJson.read(command.getBody(), RestoreRevision.class);
    Optional<Script> script = state.find(EntityCatalogue.SCRIPTS, request.entity());
    Optional<ScriptRevision> revision = state.revision(request.entity(), body.revision());
    if (script.isEmpty() || revision.isEmpty()) {
      return new Rejected(
          "not_found",
          "there is no revision %d of script %s".formatted(body.revision(), request.entity()));
    }
    SaveScript save =
        new SaveScript(
            revision.get().getSource(),
            script.get().getDescription(),
            body.message(),
            script.get().getEnabled(),
            script.get().getLibrary(),
            script.get().getLimits(),
            script.get().getRetry() == null ? null : Retry.of(script.get().getRetry()),
            List.of());
    return new DecideEntity<>(EntityCatalogue.SCRIPTS)
        .save(save, request.restoring(body.revision()), state);
  }

  /** No version and no audit: a use of a token is no change of it. */
  private static Decision touch(
      EntityKind kind, Command command, Request request, TenantState state) {
    if (kind != EntityKind.API_TOKEN) {
      throw new InvalidFieldException("action", "only tokens are touched");
    }
    TouchApiToken body = CommandJson.read(command.getBody(), TouchApiToken.class);
    return state
        .find(EntityCatalogue.API_TOKENS, request.entity())
        .<Decision>map(token -> touched(token, body, request))
        .orElseGet(() -> new Rejected("not_found", "the token is gone"));
  }

  private static Decision touched(ApiToken token, TouchApiToken body, Request request) {
    ApiToken used = ApiToken.newBuilder(token).setLastUsedAt(body.usedAt()).build();
    return new Accepted(
        List.of(
            new StateChange.OfEntity(
                EntityKind.API_TOKEN,
                request.tenant(),
                request.entity(),
                Optional.of(token),
                Optional.of(used),
                false)),
        OptionalLong.of(token.getVersion()),
        false);
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
        Optional.ofNullable(command.getSource()),
        now,
        command.getExpectedVersion() == null
            ? OptionalLong.empty()
            : OptionalLong.of(command.getExpectedVersion()),
        command.getCascade(),
        OptionalInt.empty());
  }
}
