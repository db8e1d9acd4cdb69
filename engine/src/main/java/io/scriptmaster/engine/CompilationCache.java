package io.scriptmaster.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/** Compilations by text, the least recently used one dropped first. Any thread. */
final class CompilationCache {

  /**
   * What is compiled.
   *
   * @param bigInts whether it is part of a program that has them
   */
  record Text(Script script, boolean bigInts) {}

  private final Map<Text, Compilation> compilations;

  CompilationCache(int capacity) {
    compilations =
        new LinkedHashMap<>(16, 0.75f, true) {
          @Override
          protected boolean removeEldestEntry(Map.Entry<Text, Compilation> eldest) {
            return size() > capacity;
          }
        };
  }

  /**
   * Two threads that miss at once both compile, and the first one's result is kept: compiling under
   * the lock would stop all.
   */
  Compilation get(Text text, Function<Text, Compilation> compile) {
    synchronized (compilations) {
      Compilation known = compilations.get(text);
      if (known != null) {
        return known;
      }
    }
    Compilation compiled = compile.apply(text);
    synchronized (compilations) {
      Compilation earlier = compilations.putIfAbsent(text, compiled);
      return earlier == null ? compiled : earlier;
    }
  }
}
