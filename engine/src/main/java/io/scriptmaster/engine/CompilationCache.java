package io.scriptmaster.engine;

import java.lang.ref.WeakReference;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Function;

/**
 * Compilations by script. Those used least recently are let go when all together may take too much
 * memory; what a warm context still uses is found again as long as it does. Any thread.
 */
final class CompilationCache {

  /** Its text and what is made of it, as text of two bytes a character. */
  private static final long BYTES_PER_CHAR = 4;

  private static final long BYTES_PER_SCRIPT = 2_000;

  private final long maxBytes;

  // The rest is guarded by this.

  /** The one used least recently first. */
  private final Map<Script, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);

  /** Everything that somebody has. A key is the script in its compilation, so that both go. */
  private final Map<Script, WeakReference<Compilation>> known = new WeakHashMap<>();

  private long bytes;

  private record Kept(Compilation compilation, long usedAt) {}

  /**
   * @param maxBytes that the texts of what is kept may take
   */
  CompilationCache(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /**
   * Two threads that miss at once both compile, and the first one's result is kept: compiling under
   * the lock would stop all.
   */
  Compilation get(Script script, Function<Script, Compilation> compile) {
    Optional<Compilation> hit = find(script);
    return hit.isPresent() ? hit.get() : add(compile.apply(script));
  }

  /**
   * @param nanos as of {@link System#nanoTime()}
   */
  synchronized void letGoUnusedSince(long nanos) {
    while (!kept.isEmpty() && kept.entrySet().iterator().next().getValue().usedAt() - nanos < 0) {
      letGoFirst();
    }
  }

  synchronized int size() {
    return kept.size();
  }

  private synchronized Optional<Compilation> find(Script script) {
    WeakReference<Compilation> reference = known.get(script);
    Optional<Compilation> found =
        reference == null ? Optional.empty() : Optional.ofNullable(reference.get());
    found.ifPresent(this::keep);
    return found;
  }

  private synchronized Compilation add(Compilation compiled) {
    Optional<Compilation> earlier = find(compiled.script());
    if (earlier.isPresent()) {
      return earlier.get();
    }
    // Else an equal key would stay, of a compilation that is gone.
    known.remove(compiled.script());
    known.put(compiled.script(), new WeakReference<>(compiled));
    keep(compiled);
    return compiled;
  }

  private void keep(Compilation compilation) {
    Script script = compilation.script();
    if (kept.put(script, new Kept(compilation, System.nanoTime())) == null) {
      bytes += bytesOf(script);
    }
    while (bytes > maxBytes) {
      letGoFirst();
    }
  }

  private void letGoFirst() {
    Iterator<Script> scripts = kept.keySet().iterator();
    bytes -= bytesOf(scripts.next());
    scripts.remove();
  }

  private static long bytesOf(Script script) {
    return BYTES_PER_SCRIPT + BYTES_PER_CHAR * script.source().length();
  }
}
