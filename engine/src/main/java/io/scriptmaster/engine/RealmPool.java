package io.scriptmaster.engine;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Realms that wait for a next run of their program. When there are too many, or they may hold too
 * much, those of the program used least recently go. Any thread.
 */
final class RealmPool implements AutoCloseable {

  private final int maxIdle;

  // The rest is guarded by this.

  /** Of a program, the one that has waited longest is last. */
  private final Map<Program, Deque<Idle>> idle = new LinkedHashMap<>(16, 0.75f, true);

  private int count;

  /** Bytes that those who are idle may hold of what their runs allocated. */
  private long held;

  private boolean closed;

  private record Idle(Realm realm, long since) {}

  RealmPool(int maxIdle) {
    this.maxIdle = maxIdle;
  }

  /** Taken out: it is the caller's alone. */
  synchronized Optional<Realm> take(Program program) {
    Deque<Idle> realms = idle.get(program);
    if (realms == null) {
      return Optional.empty();
    }
    Realm realm = realms.pop().realm();
    if (realms.isEmpty()) {
      idle.remove(program);
    }
    left(realm);
    return Optional.of(realm);
  }

  void giveBack(Realm realm) {
    add(realm).forEach(Realm::end);
  }

  /**
   * Taken out: they are to be ended.
   *
   * @param nanos as of {@link System#nanoTime()}
   */
  synchronized List<Realm> idleSince(long nanos) {
    List<Realm> gone = new ArrayList<>();
    Iterator<Deque<Idle>> programs = idle.values().iterator();
    while (programs.hasNext()) {
      Deque<Idle> realms = programs.next();
      while (!realms.isEmpty() && realms.getLast().since() - nanos < 0) {
        gone.add(realms.removeLast().realm());
      }
      if (realms.isEmpty()) {
        programs.remove();
      }
    }
    gone.forEach(this::left);
    return gone;
  }

  synchronized int size() {
    return count;
  }

  @Override
  public void close() {
    List<Realm> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(realms -> realms.forEach(waiting -> all.add(waiting.realm())));
      idle.clear();
      count = 0;
      held = 0;
    }
    all.forEach(Realm::end);
  }

  private synchronized List<Realm> add(Realm realm) {
    if (closed) {
      return List.of(realm);
    }
    idle.computeIfAbsent(realm.program().program(), _ -> new ArrayDeque<>(2))
        .push(new Idle(realm, System.nanoTime()));
    count++;
    held += realm.mayHold();
    return isOverfull() ? evicted() : List.of();
  }

  private boolean isOverfull() {
    return count > maxIdle || held > Heap.SHARE_OF_ONE;
  }

  /** Whoever holds nothing goes for their number only. */
  private List<Realm> evicted() {
    List<Realm> gone = new ArrayList<>();
    Iterator<Deque<Idle>> programs = idle.values().iterator();
    while (isOverfull() && programs.hasNext()) {
      Deque<Idle> realms = programs.next();
      Iterator<Idle> eldestFirst = realms.descendingIterator();
      while (isOverfull() && eldestFirst.hasNext()) {
        Realm realm = eldestFirst.next().realm();
        if (count > maxIdle || realm.mayHold() > 0) {
          eldestFirst.remove();
          gone.add(realm);
          left(realm);
        }
      }
      if (realms.isEmpty()) {
        programs.remove();
      }
    }
    return gone;
  }

  private void left(Realm realm) {
    count--;
    held -= realm.mayHold();
  }
}
