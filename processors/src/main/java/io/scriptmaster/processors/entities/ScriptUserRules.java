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

  String idOf(E entity);

  @Override
  default Optional<Rejected> refusal(B body, Request request, TenantState state) {
    return DecideEntity.requireScript(scriptNamedBy(body), state);
  }

  @Override
  default List<EntityId> usersOf(EntityId script, TenantState state) {
    return state.all(this).stream()
        .filter(user -> scriptUsedBy(user).equals(script.value()))
        .map(user -> new EntityId(idOf(user)))
        .toList();
  }
}
