package io.scriptmaster.schemas;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** Tells roughly how large a record is as JSON, at less cost than writing it. */
public final class RecordSize {

  private RecordSize() {}

  /** The characters of all texts in it, and its bytes. */
  public static int characters(SpecificRecord record) {
    int characters = 0;
    for (Schema.Field field : record.getSchema().getFields()) {
      characters += charactersOf(record.get(field.pos()));
    }
    return characters;
  }

  private static int charactersOf(Object value) {
    return switch (value) {
      case CharSequence text -> text.length();
      case ByteBuffer bytes -> bytes.remaining();
      case Collection<?> items -> items.stream().mapToInt(RecordSize::charactersOf).sum();
      case Map<?, ?> entries -> charactersOf(entries.keySet()) + charactersOf(entries.values());
      case SpecificRecord part -> characters(part);
      case null, default -> 0;
    };
  }
}
