package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.processors.entities.CommandBody;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.EntityRules;
import io.scriptmaster.schemas.RecordJson;
import java.util.function.Function;
import org.apache.avro.specific.SpecificRecord;

/**
 * What distinguishes one kind of entity from another over HTTP.
 *
 * @param path the last part of the list's path, such as {@code scripts}
 * @param bodies reads what a PUT asks to save
 * @param show the entity as clients see it
 * @param reading what reads need
 * @param writing what writes need
 */
public record EntityType<B extends CommandBody, E extends SpecificRecord>(
    EntityRules<B, E> rules,
    String path,
    BodyReader<B> bodies,
    Function<E, ObjectNode> show,
    Permission reading,
    Permission writing) {

  /** Part of what runs; shown as it is kept. */
  EntityType(EntityRules<B, E> rules, String path, BodyReader<B> bodies) {
    this(rules, path, bodies, RecordJson::show, Permission.VIEW, Permission.EDIT);
  }

  EntityKind kind() {
    return rules.kind();
  }

  /** Whether other entities name entities of this kind, so that a delete may have to cascade. */
  boolean hasUsers() {
    return kind() == EntityKind.SCRIPT;
  }
}
