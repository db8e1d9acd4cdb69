package io.scriptmaster.processors.entities;

import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/**
 * What is particular to one kind of entity; what all share is in {@link DecideEntity}.
 *
 * @param <B> what a save carries
 * @param <E> the record of the entity
 */
public interface EntityRules<B extends CommandBody, E extends SpecificRecord> {

  EntityKind kind();

  Topic<E> topic(TopicCatalogue topics);

  /** The entity as asked for. Its stamps (version, who and when) are not looked at. */
  E content(B body, Optional<E> current, Request request, TenantState state);

  /** Why the body can not be saved in the present state of the tenant, if so. */
  default Optional<Rejected> refusal(B body, Request request, TenantState state) {
    return Optional.empty();
  }

  /** Why the entity can not be deleted in the present state of the tenant, even by cascade. */
  default Optional<Rejected> deletionRefusal(EntityId id, TenantState state) {
    return Optional.empty();
  }

  /** What else is written when the entity is: not in the audit. */
  default Beside beside(B body, Optional<E> current, E next, Request request, TenantState state) {
    return Beside.NOTHING;
  }

  /** What is written beside an entity, or why it can not be. */
  sealed interface Beside {

    Beside NOTHING = new Written(List.of());

    /** To be written in this order. */
    record Written(List<StateChange> changes) implements Beside {

      public Written {
        changes = List.copyOf(changes);
      }
    }

    /** The entity is not saved either. */
    record Refused(Rejected rejected) implements Beside {}
  }

  /** The scripts that an entity names or imports, which are held while it does. */
  default List<EntityId> scriptsUsedBy(E entity) {
    return List.of();
  }
}
