package io.scriptmaster.schemas;

import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.util.ClassSecurityValidator;

/**
 * What Avro may do with bytes that anybody wrote: which classes a schema may name, and how much a
 * length may claim.
 *
 * <p>Avro refuses every class it was not told to trust; told are the records of the catalogue, and
 * nothing else beyond its own list. Without limits a five-byte record that claims a 2 GB string
 * makes the decoder allocate it. Avro reads the limits once, when its decoder is first used, so
 * they are set before; an operator's own setting wins. Source: {@code
 * org.apache.avro.util.ClassSecurityValidator} and {@code org.apache.avro.SystemLimitException} of
 * Avro 1.12.
 */
final class AvroSafety {

  private static final String MAX_LENGTH = Integer.toString(4 * 1024 * 1024);
  private static final String MAX_ITEMS = Integer.toString(100_000);

  private static boolean applied;

  private AvroSafety() {}

  static synchronized void apply() {
    if (applied) {
      return;
    }
    applied = true;
    setIfAbsent("org.apache.avro.limits.string.maxLength", MAX_LENGTH);
    setIfAbsent("org.apache.avro.limits.bytes.maxLength", MAX_LENGTH);
    setIfAbsent("org.apache.avro.limits.collectionItems.maxLength", MAX_ITEMS);
    Set<String> packages =
        TopicCatalogue.withDefaultPrefix().all().stream()
            .map(topic -> topic.value().getPackageName())
            .collect(Collectors.toSet());
    ClassSecurityValidator.setGlobal(
        ClassSecurityValidator.composite(
            ClassSecurityValidator.getGlobal(), type -> packages.contains(type.getPackageName())));
  }

  private static void setIfAbsent(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }
}
