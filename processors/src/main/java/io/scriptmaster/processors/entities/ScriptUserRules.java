package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** Of entities that name a script: it exists when they are saved, and is held while they do. */
interface ScriptUserRules<B extends CommandBody, E extends SpecificRecord>
    extends EntityRules<B, E> {

  String scriptNamedBy(B body);

  String scriptUsedBy(E entity);

  @Override
  default Optional<Rejected> refusal(B body, Request request, TenantState state) {
    return DecideEntity.requireScript(scriptNamedBy(body), state);
  }

  @Override
  default List<EntityId> scriptsUsedBy(E entity) {
    return List.of(new EntityId(scriptUsedBy(entity)));
  }
}
