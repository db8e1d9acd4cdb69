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

  /** Lanes in use; the first ticket of each is the one under way, or is in {@code runnable}. */
  private final Map<String, Deque<Ticket>> lanes = new HashMap<>();

  private final int[] counts = new int[State.values().length];
  private Share share = Share.DEFAULT;

  /** Time used, divided by weight: the least is served next. */
  private double virtualTime;

  /** How many may be under way as long as they change the same values; grows with success. */
  private double window = UNBOUNDED;

  /** Nothing else is taken until it is settled. */
  private Ticket alone;

  private int slow;

  /** Of outcomes that their owner has not settled. */
  private long outcomeBytes;

  private boolean dropped;

  TenantQueue(String tenant, double virtualTime) {
    this.tenant = tenant;
    this.virtualTime = virtualTime;
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
    Ticket ticket = alone == null ? runnable.removeFirst() : alone;
    if (ticket == alone) {
      runnable.remove(ticket);
    }
    become(ticket, State.RUNNING);
    return ticket;
  }

  /** Back to the front: taken and not begun, or waited long enough, or to be tried again. */
  void putBack(Ticket ticket) {
    become(ticket, State.QUEUED);
    if (isFirstOfLane(ticket)) {
      runnable.addFirst(ticket);
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

  /** Others changed what it had read: fewer at once until that is rare. */
  void conflicted() {
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
    if (dropped || runnable.isEmpty()) {
      return false;
    }
    if (alone != null) {
      return runnable.contains(alone) && count(State.RUNNING) + count(State.ENDED) == 0;
    }
    return underWay() < Math.min(share.concurrency(), window) && slow < slowAllowed;
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
    return runnable.size() + count(State.RUNNING) + count(State.ENDED);
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
