package io.scriptmaster.engine;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Values as a platform would store them, in memory. */
final class StoredValues implements ValueReads {

  private final TreeMap<String, StoredValue> values = new TreeMap<>();

  StoredValues(Map<String, String> jsonByKey) {
    jsonByKey.forEach((key, json) -> values.put(key, new StoredValue(key, json, 7)));
  }

  @Override
  public Optional<StoredValue> get(String key) {
    return Optional.ofNullable(values.get(key));
  }

  @Override
  public ValuePage list(String prefix, String after, int limit) {
    var found =
        values.tailMap(after, false).values().stream()
            .filter(value -> value.key().startsWith(prefix))
            .toList();
    return found.size() <= limit
        ? ValuePage.last(found)
        : new ValuePage(found.subList(0, limit), Optional.of(found.get(limit - 1).key()));
  }
}
