package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Script;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Scripts of a tenant, ready to run, and the libraries that they import: one instance of each
 * revision of a library, however many scripts import it. Any thread.
 */
final class TenantScripts {

  /** What a script takes besides its source, about, and for each of its libraries. */
  private static final int ENTRY = 1_000;

  private static final int IMPORT = 100;

  private final long most;
  private final Map<String, RunnableScript> scripts = new ConcurrentHashMap<>();
  private final Map<String, Script> libraries = new ConcurrentHashMap<>();

  // Guarded by this.
  private long characters;
  private long changes;

  /**
   * @param most characters; when more are added, all others go
   */
  TenantScripts(long most) {
    this.most = most;
  }

  Optional<RunnableScript> script(String id) {
    return Optional.ofNullable(scripts.get(id));
  }

  /**
   * @param key {@code script/revision}
   */
  Optional<Script> library(String key) {
    return Optional.ofNullable(libraries.get(key));
  }

  /** To be asked before a script is read, and told to {@link #keep}. */
  synchronized long changes() {
    return changes;
  }

  /**
   * Keeps a script, unless something has changed since it was read.
   *
   * @param seen what {@link #changes} told before it was read
   * @param imported its libraries, by {@code script/revision}
   */
  synchronized void keep(long seen, RunnableScript script, Map<String, Script> imported) {
    if (changes != seen || scripts.containsKey(script.id()) || hasOthers(imported)) {
      return;
    }
    if (characters + weight(script) + missing(imported) > most) {
      scripts.clear();
      libraries.clear();
      characters = 0;
    }
    characters += weight(script) + missing(imported);
    libraries.putAll(imported);
    scripts.put(script.id(), script);
  }

  /** Somebody else has read one of the libraries at the same time: two of each would be kept. */
  private boolean hasOthers(Map<String, Script> imported) {
    return imported.entrySet().stream()
        .anyMatch(
            library ->
                libraries.getOrDefault(library.getKey(), library.getValue()) != library.getValue());
  }

  /** The script is another one now, or gone. */
  synchronized void changed(String id) {
    changes++;
    RunnableScript before = scripts.remove(id);
    if (before != null) {
      characters -= weight(before);
    }
  }

  synchronized int weight() {
    return Math.toIntExact(Math.min(characters + ENTRY, Integer.MAX_VALUE));
  }

  private long missing(Map<String, Script> imported) {
    return imported.entrySet().stream()
        .filter(library -> !libraries.containsKey(library.getKey()))
        .mapToLong(library -> library.getValue().source().length())
        .sum();
  }

  private static int weight(RunnableScript script) {
    return ENTRY
        + IMPORT * script.program().libraries().size()
        + script.program().script().source().length();
  }
}
