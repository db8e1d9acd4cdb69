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
  private final Map<Program, Deque<Realm>> idle = new LinkedHashMap<>(16, 0.75f, true);
  private int count;

  /** Bytes that those who are idle may hold of what their runs allocated. */
  private long held;

  private boolean closed;

  RealmPool(int maxIdle) {
    this.maxIdle = maxIdle;
  }

  /** Taken out: it is the caller's alone. */
  synchronized Optional<Realm> take(Program program) {
    Deque<Realm> realms = idle.get(program);
    if (realms == null) {
      return Optional.empty();
    }
    Realm realm = realms.pop();
    if (realms.isEmpty()) {
      idle.remove(program);
    }
    count--;
    held -= realm.mayHold();
    return Optional.of(realm);
  }

  void giveBack(Realm realm) {
    add(realm).forEach(Realm::end);
  }

  @Override
  public void close() {
    List<Realm> all = new ArrayList<>();
    synchronized (this) {
      closed = true;
      idle.values().forEach(all::addAll);
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
    idle.computeIfAbsent(realm.program().program(), _ -> new ArrayDeque<>(2)).push(realm);
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
    Iterator<Deque<Realm>> programs = idle.values().iterator();
    while (isOverfull() && programs.hasNext()) {
      Deque<Realm> realms = programs.next();
      Iterator<Realm> eldestFirst = realms.descendingIterator();
      while (isOverfull() && eldestFirst.hasNext()) {
        Realm realm = eldestFirst.next();
        if (count > maxIdle || realm.mayHold() > 0) {
          eldestFirst.remove();
          gone.add(realm);
          count--;
          held -= realm.mayHold();
        }
      }
      if (realms.isEmpty()) {
        programs.remove();
      }
    }
    return gone;
  }
}
