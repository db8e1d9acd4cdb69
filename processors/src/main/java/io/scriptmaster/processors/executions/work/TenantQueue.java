package io.scriptmaster.processors.executions.work;

import io.scriptmaster.processors.executions.work.Ticket.State;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;

/** The tickets of one tenant. Guarded by the lock of {@link FairQueue}. */
final class TenantQueue implements Comparable<TenantQueue> {

  private static final int UNBOUNDED = Integer.MAX_VALUE;

  private final String tenant;
  private final Deque<Ticket> runnable = new ArrayDeque<>();

  /**
   * Begun, and no longer waiting for their time. They are under way, so nothing that keeps others
   * from beginning keeps them from going on: their wall clock runs.
   */
  private final Deque<Ticket> resumable = new ArrayDeque<>();

  /** Lanes in use; the first ticket of each is the one under way, or is in {@code runnable}. */
  private final Map<String, Deque<Ticket>> lanes = new HashMap<>();

  private final int[] counts = new int[State.values().length];
  private Share share = Share.DEFAULT;

  /** Time used, divided by weight: the least is served next. */
  private double virtualTime;

  /**
   * How many may be under way as long as they change the same values or emit more than is read;
   * grows with success.
   */
  private double window = UNBOUNDED;

  /** Nothing else begins until it is settled. */
  private Ticket alone;

  private int slow;

  /** Of outcomes that their owner has not settled. */
  private long outcomeBytes;

  private boolean dropped;

  private boolean held;

  TenantQueue(String tenant, double virtualTime, boolean held) {
    this.tenant = tenant;
    this.virtualTime = virtualTime;
    this.held = held;
  }

  String tenant() {
    return tenant;
  }

  void add(Ticket ticket, State state) {
    share = ticket.share();
    ticket.state = state;
    count(state, 1);
    ticket.lane().ifPresent(name -> lane(name).addLast(ticket));
    if (state == State.QUEUED && isFirstOfLane(ticket)) {
      runnable.addLast(ticket);
    }
  }

  Ticket take() {
    Ticket ticket = resumable.isEmpty() ? takeToBegin() : resumable.removeFirst();
    become(ticket, State.RUNNING);
    return ticket;
  }

  private Ticket takeToBegin() {
    if (alone == null) {
      return runnable.removeFirst();
    }
    runnable.remove(alone);
    return alone;
  }

  /** Back to the front: taken and not worked on, or to be tried again. */
  void putBack(Ticket ticket) {
    if (ticket.begun) {
      become(ticket, State.WAITING);
      resumable.addFirst(ticket);
    } else {
      become(ticket, State.QUEUED);
      if (isFirstOfLane(ticket)) {
        runnable.addFirst(ticket);
      }
    }
  }

  /** Its time has come: to go on, behind those whose time came before, or to be tried again. */
  void goOn(Ticket ticket) {
    if (ticket.begun) {
      resumable.addLast(ticket);
    } else {
      putBack(ticket);
    }
  }

  void become(Ticket ticket, State state) {
    leaveState(ticket);
    ticket.state = state;
    count(state, 1);
  }

  void ended(Ticket ticket, long bytes) {
    become(ticket, State.ENDED);
    ticket.outcomeBytes = bytes;
    outcomeBytes += bytes;
  }

  private void leaveState(Ticket ticket) {
    count(ticket.state, -1);
    outcomeBytes -= ticket.outcomeBytes;
    ticket.outcomeBytes = 0;
  }

  void settle(Ticket ticket) {
    leaveState(ticket);
    ticket.state = State.SETTLED;
    noLongerAlone(ticket);
    ticket.lane().ifPresent(this::nextOfLane);
    window = Math.min(UNBOUNDED, window + 1 / window);
  }

  private void nextOfLane(String name) {
    Deque<Ticket> lane = lane(name);
    lane.removeFirst();
    if (lane.isEmpty()) {
      lanes.remove(name);
    } else if (lane.peekFirst().state == State.QUEUED) {
      runnable.addLast(lane.peekFirst());
    }
  }

  private boolean isFirstOfLane(Ticket ticket) {
    return ticket.lane().map(name -> lane(name).peekFirst() == ticket).orElse(true);
  }

  private Deque<Ticket> lane(String name) {
    return lanes.computeIfAbsent(name, _ -> new ArrayDeque<>(2));
  }

  /** Nothing begins meanwhile. */
  void hold(boolean nowHeld) {
    held = nowHeld;
  }

  /** Until that is rare: others changed what one had read, or it emitted too much. */
  void runFewerAtOnce() {
    window = Math.max(1, Math.min(window, underWay() + 1) / 2);
  }

  /** One at a time is asked for one after another. */
  void runAlone(Ticket ticket) {
    if (alone == null) {
      alone = ticket;
    }
  }

  void noLongerAlone(Ticket ticket) {
    if (alone == ticket) {
      alone = null;
    }
  }

  void slower(int change) {
    slow += change;
  }

  /** Its partition moved elsewhere: what is left of it goes nowhere. */
  void drop() {
    dropped = true;
    runnable.clear();
    resumable.clear();
    lanes.clear();
  }

  boolean isDropped() {
    return dropped;
  }

  void charge(long nanos) {
    virtualTime += (double) nanos / share.weight();
  }

  void startFrom(double least) {
    virtualTime = Math.max(virtualTime, least);
  }

  double virtualTime() {
    return virtualTime;
  }

  boolean isEligible(int slowAllowed) {
    return !dropped && slow < slowAllowed && (!resumable.isEmpty() || mayBegin());
  }

  private boolean mayBegin() {
    if (held || runnable.isEmpty()) {
      return false;
    }
    return alone == null
        ? underWay() < Math.min(share.concurrency(), window)
        : runnable.contains(alone) && count(State.RUNNING) + count(State.ENDED) == 0;
  }

  boolean isIdle() {
    return counts().all() == 0;
  }

  Counts counts() {
    return new Counts(
        count(State.QUEUED),
        count(State.RUNNING) + count(State.ENDED),
        count(State.WAITING),
        count(State.DELAYED));
  }

  private int count(State state) {
    return counts[state.ordinal()];
  }

  long outcomeBytes() {
    return outcomeBytes;
  }

  int atWork() {
    return (held ? 0 : runnable.size())
        + resumable.size()
        + count(State.RUNNING)
        + count(State.ENDED);
  }

  private int underWay() {
    return count(State.RUNNING) + count(State.WAITING) + count(State.ENDED);
  }

  private void count(State state, int change) {
    counts[state.ordinal()] += change;
  }

  @Override
  public int compareTo(TenantQueue other) {
    int byTime = Double.compare(virtualTime, other.virtualTime);
    return byTime != 0 ? byTime : tenant.compareTo(other.tenant);
  }
}
