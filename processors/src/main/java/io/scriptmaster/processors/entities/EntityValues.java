package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.serialization.Serde;

/**
 * The values of the store {@code entities}: the bytes that the record of the entity's topic has.
 *
 * <p>One store for all kinds: a tenant is one range of it, and a task has two stores open, not
 * eleven. Safe for use by several threads.
 */
public final class EntityValues {

  private final Map<EntityKind, Coder<?>> coders = new EnumMap<>(EntityKind.class);
  private final Coder<ScriptRevision> revisions;

  private record Coder<E extends SpecificRecord>(Topic<E> topic, Serde<E> serde) {

    byte[] bytes(SpecificRecord entity) {
      return serde.serializer().serialize(topic.name(), topic.value().cast(entity));
    }

    E read(byte[] bytes) {
      return serde.deserializer().deserialize(topic.name(), bytes);
    }
  }

  public EntityValues(TopicCatalogue topics, AvroSerdes serdes) {
    EntityCatalogue.all()
        .forEach(rules -> coders.put(rules.kind(), coder(rules.topic(topics), serdes)));
    this.revisions = coder(topics.scriptRevisions(), serdes);
  }

  private static <E extends SpecificRecord> Coder<E> coder(Topic<E> topic, AvroSerdes serdes) {
    return new Coder<>(topic, serdes.serde(topic));
  }

  byte[] bytes(EntityKind kind, SpecificRecord entity) {
    return coders.get(kind).bytes(entity);
  }

  byte[] bytes(ScriptRevision revision) {
    return revisions.bytes(revision);
  }

  <E extends SpecificRecord> E read(EntityRules<?, E> rules, byte[] bytes) {
    return type(rules).cast(coders.get(rules.kind()).read(bytes));
  }

  ScriptRevision revision(byte[] bytes) {
    return revisions.read(bytes);
  }

  <E extends SpecificRecord> Class<E> type(EntityRules<?, E> rules) {
    @SuppressWarnings("unchecked") // The coder of a kind was made of the topic of the same rules.
    Class<E> type = (Class<E>) coders.get(rules.kind()).topic().value();
    return type;
  }
}
