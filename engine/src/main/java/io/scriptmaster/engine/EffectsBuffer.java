package io.scriptmaster.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.IntStream;

/**
 * What one run wants done, and the values as the run sees them: its own writes over the stored
 * ones. Used by the thread that runs the script only.
 */
final class EffectsBuffer {

  /** As UTF-8 bytes are ordered. */
  private static final Comparator<String> KEY_ORDER =
      (a, b) -> {
        int at = 0;
        int end = Math.min(a.length(), b.length());
        while (at < end && a.charAt(at) == b.charAt(at)) {
          at++;
        }
        if (at == end) {
          return a.length() - b.length();
        }
        return rank(a.charAt(at)) - rank(b.charAt(at));
      };

  private static final char HEADER_MARK = '\u0000';

  private final ValueReads stored;
  private Map<String, ValueWrite> writes = Map.of();

  /** What the script was told of its own writes. */
  private Map<String, Long> versions = Map.of();

  private List<EmittedEvent> events = List.of();
  private int operations;

  EffectsBuffer(ValueReads stored) {
    this.stored = stored;
  }

  /** Reads and writes until now. */
  int operations() {
    return operations;
  }

  /** One more operation. */
  void count() {
    operations++;
  }

  /** Events until now. */
  int emitted() {
    return events.size();
  }

  Optional<String> json(String key) {
    ValueWrite write = writes.get(key);
    return write == null ? stored.get(key).map(StoredValue::json) : write.json();
  }

  Optional<StoredValue> get(String key) {
    ValueWrite write = writes.get(key);
    return write == null
        ? stored.get(key)
        : write.json().map(json -> written(key, json, stored.get(key)));
  }

  void set(String key, String jsonOrNull, double ttlSeconds) {
    if (writes.isEmpty()) {
      writes = new LinkedHashMap<>();
    }
    Optional<Duration> ttl =
        ttlSeconds > 0
            ? Optional.of(Duration.ofMillis(Math.round(ttlSeconds * 1000)))
            : Optional.empty();
    writes.put(key, new ValueWrite(key, Optional.ofNullable(jsonOrNull), ttl));
  }

  /**
   * {@code {"values": [{key, value, version}…], "next": key}}, where the last is absent when no
   * more follow.
   */
  String list(String prefix, String after, int limit) {
    if (!after.startsWith(prefix) && KEY_ORDER.compare(after, prefix) > 0) {
      return json(List.of(), Optional.empty());
    }
    TreeMap<String, Optional<String>> own = new TreeMap<>(KEY_ORDER);
    writes
        .values()
        .forEach(
            write -> {
              if (write.key().startsWith(prefix) && KEY_ORDER.compare(write.key(), after) > 0) {
                own.put(write.key(), write.json());
              }
            });
    TreeMap<String, StoredValue> seen = new TreeMap<>(KEY_ORDER);
    // Each of the run's own keys can hide one that is stored.
    ValuePage page = stored.list(prefix, after, limit + own.size());
    page.values().forEach(value -> seen.put(value.key(), value));
    page.next()
        .map(next -> own.headMap(next, true))
        .orElse(own)
        .forEach(
            (key, json) ->
                json.ifPresentOrElse(
                    text -> seen.put(key, written(key, text, Optional.ofNullable(seen.get(key)))),
                    () -> seen.remove(key)));
    return json(seen.values(), limit, page.next());
  }

  /** As many of the values as make a page. */
  private static String json(Collection<StoredValue> values, int limit, Optional<String> next) {
    List<String> entries = new ArrayList<>();
    long chars = 0;
    String last = "";
    for (StoredValue value : values) {
      chars += value.key().length() + value.json().length();
      if (entries.size() == limit || chars > ValueReads.MAX_PAGE_CHARS && !entries.isEmpty()) {
        return json(entries, Optional.of(last));
      }
      entries.add(entry(value));
      last = value.key();
    }
    return json(entries, next);
  }

  private static String json(List<String> entries, Optional<String> next) {
    return "{\"values\":[%s]%s}"
        .formatted(
            String.join(",", entries),
            next.map(key -> ",\"next\":" + JsonText.quote(key)).orElse(""));
  }

  /**
   * @param headers name, value, name, value…, each ended by {@code \0}
   */
  void emit(String type, String keyOrNull, String payload, String headers) {
    if (events.isEmpty()) {
      events = new ArrayList<>();
    }
    events.add(new EmittedEvent(type, Optional.ofNullable(keyOrNull), payload, parts(headers)));
  }

  Effects toEffects() {
    return writes.isEmpty() && events.isEmpty()
        ? Effects.NONE
        : new Effects(writes.values().stream().map(this::told).toList(), events);
  }

  /**
   * A key that the run wrote counts as written once, however often the run did.
   *
   * @param before what the run has read of the key: when somebody else writes it meanwhile, the run
   *     is not applied, and the version not given
   */
  private StoredValue written(String key, String json, Optional<StoredValue> before) {
    if (versions.isEmpty()) {
      versions = new HashMap<>();
    }
    long version =
        versions.computeIfAbsent(
            key, _ -> stored.nextVersion(before.map(StoredValue::version).orElse(0L)));
    return new StoredValue(key, json, version);
  }

  private ValueWrite told(ValueWrite write) {
    Long version = versions.get(write.key());
    return version == null ? write : write.withVersion(version);
  }

  private static String entry(StoredValue value) {
    return "{\"key\":%s,\"value\":%s,\"version\":%d}"
        .formatted(JsonText.quote(value.key()), value.json(), value.version());
  }

  private static Map<String, String> parts(String headers) {
    if (headers.isEmpty()) {
      return Map.of();
    }
    String[] parts = headers.split(String.valueOf(HEADER_MARK), -1);
    Map<String, String> byName = new LinkedHashMap<>();
    IntStream.range(0, parts.length / 2)
        .forEach(pair -> byName.put(parts[2 * pair], parts[2 * pair + 1]));
    return byName;
  }

  /** Surrogates stand for what comes after all other characters. */
  private static int rank(char c) {
    return Character.isSurrogate(c) ? c + 0x10000 : c;
  }
}
