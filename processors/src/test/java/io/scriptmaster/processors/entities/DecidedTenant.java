package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.schemas.EntityId;
import java.time.Instant;

/** The tenant {@code acme}, as commands made it. */
final class DecidedTenant {

  private static final Instant NOW = Instant.parse("2026-11-24T11:00:00Z");

  private final FakeTenantState state = new FakeTenantState();
  private final DecideCommand decision = new DecideCommand(tenant -> state);

  DecidedTenant() {
    save("tenant", "acme", "{\"displayName\": \"Acme\"}");
  }

  CommandResult save(String kind, String id, String body) {
    return send(command(kind, "save", id, body).build());
  }

  CommandResult saveScript(String id, String fields) {
    return save("script", id, "{\"source\": \"return '%s'\"%s}".formatted(id, fields));
  }

  /** With a source of its own. */
  CommandResult saveLibrary(String id, String source, String... imports) {
    return save(
        "script",
        id,
        "{\"source\": \"%s\", \"library\": true, \"imports\": %s}"
            .formatted(source, list(imports)));
  }

  CommandResult saveImporter(String id, String... imports) {
    return saveScript(id, ", \"imports\": " + list(imports));
  }

  CommandResult delete(String id, boolean cascade) {
    return send(command("script", "delete", id, null).setCascade(cascade).build());
  }

  CommandResult restore(String id, int revision) {
    return send(command("script", "restore", id, "{\"revision\": %d}".formatted(revision)).build());
  }

  Script script(String id) {
    return state.find(EntityCatalogue.SCRIPTS, new EntityId(id)).orElseThrow();
  }

  ScriptRevision revision(String id, int number) {
    return state.revision(new EntityId(id), number).orElseThrow();
  }

  FakeTenantState state() {
    return state;
  }

  private static String list(String... items) {
    return items.length == 0 ? "[]" : "[\"" + String.join("\", \"", items) + "\"]";
  }

  private CommandResult send(Command command) {
    Verdict verdict = decision.decide(command, NOW);
    verdict.states().forEach(state::apply);
    return verdict.result();
  }

  private static Command.Builder command(String kind, String action, String entity, String body) {
    return Command.newBuilder()
        .setId("c-1")
        .setTenant("acme")
        .setKind(kind)
        .setAction(action)
        .setEntity(entity)
        .setBody(body)
        .setActor("operator")
        .setIssuedAt(Instant.EPOCH);
  }
}
