package io.scriptmaster.engine;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The caches of the library behind {@code Intl}, which keep every name of a locale or a numbering
 * system that any script has ever asked for, known or not. They are the JVM's, not a context's.
 */
final class LocaleCaches {

  /** Each may have; there are fewer locales than this. */
  static final int MAX_NAMES = 2_000;

  private static final String LIBRARY = "org.graalvm.shadowed.com.ibm.icu.";

  private static final List<Map<?, ?>> ALL =
      Stream.of(
              cache("util.ULocale", "nameCache"),
              cache("text.NumberingSystem", "cachedLocaleData"),
              cache("text.NumberingSystem", "cachedStringData"),
              cache("text.DecimalFormatSymbols", "cachedLocaleData"),
              cache("text.DateFormatSymbols", "DFSCACHE"))
          .toList();

  private LocaleCaches() {}

  /** Empties those that have grown too large: what is asked for again is read again. */
  static void bound() {
    ALL.stream().filter(names -> names.size() > MAX_NAMES).forEach(Map::clear);
  }

  static int largest() {
    return ALL.stream().mapToInt(Map::size).max().orElseThrow();
  }

  private static Map<?, ?> cache(String owner, String field) {
    try {
      Field cache = Class.forName(LIBRARY + owner).getDeclaredField(field);
      cache.setAccessible(true);
      Object softCache = cache.get(null);
      Field map = Class.forName(LIBRARY + "impl.SoftCache").getDeclaredField("map");
      map.setAccessible(true);
      return (Map<?, ?>) map.get(softCache);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(
          "there is no cache %s in %s; is GraalJS version 25.0.3?".formatted(field, owner), e);
    }
  }
}
