package io.scriptmaster.processors.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.command.Command;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.entity.Script;
import io.scriptmaster.processors.entities.StateChange.OfEntity;
import io.scriptmaster.schemas.RecordJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/**
 * Tells of changes as the audit keeps them: without what is secret, and without sources. A source
 * is kept once, as the revision whose number is told, and not twice more for each change.
 */
final class Audit {

  private Audit() {}

  static List<EntityChange> of(List<StateChange> changes, Command command, Request request) {
    List<EntityChange> told = new ArrayList<>();
    for (StateChange change : changes) {
      if (change instanceof OfEntity entity && entity.audited()) {
        told.add(tell(entity, "%s-%d".formatted(command.getId(), told.size()), request));
      }
    }
    return told;
  }

  private static EntityChange tell(OfEntity change, String id, Request request) {
    SpecificRecord last =
        change.after().<SpecificRecord>map(it -> it).orElseGet(() -> change.before().orElseThrow());
    return EntityChange.newBuilder()
        .setId(id)
        .setTenant(change.tenant().value())
        .setKind(change.kind().word())
        .setEntity(change.id().value())
        .setAction(action(change))
        .setVersion(Stamps.version(last))
        .setActor(request.actor())
        .setSource(request.source().orElse(null))
        .setAt(request.now())
        .setBefore(change.before().map(Audit::shown).orElse(null))
        .setAfter(change.after().map(Audit::shown).orElse(null))
        .setSecretChanged(secretChanged(change.before(), change.after()))
        .build();
  }

  private static String shown(SpecificRecord entity) {
    if (!(entity instanceof Script script)) {
      return RecordJson.text(entity);
    }
    ObjectNode json = RecordJson.show(script);
    json.remove("source");
    return json.put("sourceHash", SourceHash.of(script.getSource())).toString();
  }

  private static String action(OfEntity change) {
    if (change.before().isEmpty()) {
      return "created";
    }
    return change.after().isEmpty() ? "deleted" : "updated";
  }

  private static boolean secretChanged(
      Optional<? extends SpecificRecord> before, Optional<? extends SpecificRecord> after) {
    if (before.isEmpty() || after.isEmpty()) {
      return false;
    }
    for (Schema.Field field : before.get().getSchema().getFields()) {
      if (RecordJson.isSensitive(field)
          && !Objects.equals(before.get().get(field.pos()), after.get().get(field.pos()))) {
        return true;
      }
    }
    return false;
  }
}
