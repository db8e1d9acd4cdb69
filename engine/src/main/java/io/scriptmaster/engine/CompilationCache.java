package io.scriptmaster.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Compilations by script, the least recently used one dropped first. Any thread. */
final class CompilationCache {

  private final Map<Script, Compilation> compilations;

  CompilationCache(int capacity) {
    compilations =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Script, Compilation> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Two threads that miss at once both compile, and the first one's result is kept: compiling under
   * the lock would stop all.
   */
  Compilation get(Script script, Function<Script, Compilation> compile) {
    synchronized (compilations) {
      Compilation known = compilations.get(script);
      if (known != null) {
        return known;
      }
    }
    Compilation compiled = compile.apply(script);
    synchronized (compilations) {
      Compilation earlier = compilations.putIfAbsent(script, compiled);
      return earlier == null ? compiled : earlier;
    }
  }
}
