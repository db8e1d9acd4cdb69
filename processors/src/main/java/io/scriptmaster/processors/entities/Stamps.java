package io.scriptmaster.processors.entities;

import java.time.Instant;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The fields that every entity has: version, who and when, made and changed. */
final class Stamps {

  private static final String VERSION = "version";

  private Stamps() {}

  static long version(SpecificRecord entity) {
    return (long) entity.get(position(entity, VERSION));
  }

  /** Whether two entities say the same, whatever their stamps. */
  static <E extends SpecificRecord> boolean sameContent(E content, E current) {
    E stamped = copy(content);
    for (String field :
        new String[] {VERSION, "createdAt", "createdBy", "updatedAt", "updatedBy"}) {
      stamped.put(position(stamped, field), current.get(position(current, field)));
    }
    return stamped.equals(current);
  }

  /** The content as the next version after {@code current}, or as the first. */
  static <E extends SpecificRecord> E next(E content, Optional<E> current, Request request) {
    E next = copy(content);
    next.put(position(next, VERSION), current.map(Stamps::version).orElse(0L) + 1);
    next.put(position(next, "createdAt"), of(current, "createdAt").orElse(request.now()));
    next.put(position(next, "createdBy"), of(current, "createdBy").orElse(request.actor()));
    next.put(position(next, "updatedAt"), request.now());
    next.put(position(next, "updatedBy"), request.actor());
    return next;
  }

  /** A moment for builders that insist on one before the real stamps are set. */
  static Instant none() {
    return Instant.EPOCH;
  }

  private static <E extends SpecificRecord> Optional<Object> of(Optional<E> entity, String field) {
    return entity.map(it -> it.get(position(it, field)));
  }

  private static int position(SpecificRecord entity, String field) {
    Schema.Field found = entity.getSchema().getField(field);
    if (found == null) {
      throw new IllegalStateException(
          "%s is no entity: it has no %s".formatted(entity.getSchema().getName(), field));
    }
    return found.pos();
  }

  private static <E extends SpecificRecord> E copy(E entity) {
    return SpecificData.getForSchema(entity.getSchema()).deepCopy(entity.getSchema(), entity);
  }
}
