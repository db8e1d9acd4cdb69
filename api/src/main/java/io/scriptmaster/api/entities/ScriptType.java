package io.scriptmaster.api.entities;

import io.scriptmaster.api.http.Problem;
import io.scriptmaster.engine.SourceCheck;
import io.scriptmaster.engine.SyntaxError;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.SaveScript;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** {@code /v1/tenants/{tenant}/scripts}: a source with a syntax error is not saved. */
final class ScriptType {

  private ScriptType() {}

  static EntityType<Script, SaveScript> of(
      EntityReads reads, Function<String, SourceCheck> sourceCheck) {
    return new EntityType<>(
        EntityKind.SCRIPT,
        "scripts",
        SaveScript.class,
        new Reads(reads),
        Map.of("limits", "limits of a script are not supported yet; leave the field out"),
        body -> requireValid(sourceCheck.apply(body.source())));
  }

  private static void requireValid(SourceCheck check) {
    switch (check) {
      case SourceCheck.Valid() -> {}
      case SourceCheck.Invalid(SyntaxError(var message, var line, var column)) ->
          throw Problem.ofField(422, "syntax_error", "source", message)
              .with("line", line)
              .with("column", column)
              .asException();
    }
  }

  private record Reads(EntityReads reads) implements EntityType.Reads<Script> {

    @Override
    public Optional<Script> one(TenantId tenant, EntityId id) {
      return reads.script(tenant, id);
    }

    @Override
    public Page<Script> page(TenantId tenant, String from, int limit) {
      return reads.scripts(tenant, from, limit);
    }

    @Override
    public int characters(Script script) {
      return script.getSource().length();
    }
  }
}
