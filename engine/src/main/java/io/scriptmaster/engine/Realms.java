package io.scriptmaster.engine;

import io.scriptmaster.engine.ProgramCompiler.Readiness.NotReady;
import io.scriptmaster.engine.ProgramCompiler.Readiness.Ready;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.graalvm.polyglot.Context;

/** Where runs get their realm from, warm when there is one. Any thread. */
final class Realms implements AutoCloseable {

  private final Sandbox sandbox;
  private final ProgramCompiler compiler;
  private final RealmPool pool;

  Realms(Sandbox sandbox, ProgramCompiler compiler, RealmPool pool) {
    this.sandbox = sandbox;
    this.compiler = compiler;
    this.pool = pool;
  }

  /** What came of opening a program. */
  sealed interface Opened {

    record Open(Realm realm) implements Opened {}

    record Refused(ScriptError error) implements Opened {}
  }

  /**
   * @param limit how long the reading of a source may take
   * @param enter called with the realm before it is returned; when it throws, the realm is its
   *     concern
   */
  Opened open(Program program, Duration limit, Consumer<Realm> enter) {
    Optional<Realm> warm = pool.take(program);
    if (warm.isPresent()) {
      enter.accept(warm.get());
      return new Opened.Open(warm.get());
    }
    return switch (compiler.compile(program, limit)) {
      case NotReady(var error) -> new Opened.Refused(error);
      case Ready(var compiled) -> {
        Context context = sandbox.newRunContext();
        Realm realm = Realm.in(context, compiled);
        enter.accept(realm);
        yield new Opened.Open(realm);
      }
    };
  }

  /** For a next run, unless this one left something behind, or may have left too much. */
  void giveBack(Realm realm, long allocatedBytes) {
    if (realm.retire(allocatedBytes)) {
      pool.giveBack(realm);
    } else {
      discard(realm);
    }
  }

  void discard(Realm realm) {
    if (realm != null) {
      realm.end();
    }
  }

  /**
   * Ends those that have waited for long, not on this thread: there may be many.
   *
   * @param nanos as of {@link System#nanoTime()}
   * @return whether there are any
   */
  boolean endIdleSince(long nanos) {
    List<Realm> gone = pool.idleSince(nanos);
    if (!gone.isEmpty()) {
      ContextEnd.inBackground(() -> gone.forEach(Realm::end));
    }
    return !gone.isEmpty();
  }

  int idle() {
    return pool.size();
  }

  @Override
  public void close() {
    pool.close();
  }
}
