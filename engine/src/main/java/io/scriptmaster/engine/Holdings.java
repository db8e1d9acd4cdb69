package io.scriptmaster.engine;

import io.scriptmaster.engine.Heap.Collected;
import io.scriptmaster.engine.Heap.Room;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;

/**
 * Estimates how much memory runs hold, and tells which hold too much. The JVM counts what a thread
 * allocates and not what it keeps; but what all keep together shows at each collection. What was
 * added since the one before is taken to be held by those who allocated since, in proportion.
 * Decision 17 says what this can and can't tell. One thread.
 *
 * @param <H> who holds memory; identity is its equality
 */
final class Holdings<H> {

  private final ToLongFunction<H> allocatedInAll;
  private final ToLongFunction<H> mayHold;
  private final Map<H, Holding> holdings = new WeakHashMap<>();

  Holdings(ToLongFunction<H> allocatedInAll, ToLongFunction<H> mayHold) {
    this.allocatedInAll = allocatedInAll;
    this.mayHold = mayHold;
  }

  private static final class Holding {

    private long allocated;
    private long allocatedSince;
    private long held;

    void allocated(long bytes) {
      allocatedSince = bytes - allocated;
      allocated = bytes;
    }

    void add(double bytes) {
      held = Math.clamp((long) (held + bytes), 0, allocated);
    }
  }

  /** Who is to be stopped between two collections, of those that run. */
  List<H> suspects(Room room, Collection<H> running) {
    return switch (room) {
      case PLENTY -> List.of();
      case SCARCE -> where(running, it -> mayHold(it, mayHold.applyAsLong(it)));
      case TIGHT, NONE -> where(running, it -> isLarge(it) && mayHold(it, quarter(it)));
    };
  }

  /** Who is to be stopped after a collection, of those that run. */
  List<H> tooLarge(Collected collected, Collection<H> running) {
    running.forEach(it -> holding(it).allocated(allocatedInAll.applyAsLong(it)));
    attribute(collected.growth(), running.stream().map(this::holding).toList());
    List<H> largestFirst = new ArrayList<>(running);
    largestFirst.sort(Comparator.comparingLong((H it) -> holding(it).held).reversed());
    return switch (collected.room()) {
      case PLENTY, SCARCE -> first(where(largestFirst, it -> holds(it, mayHold.applyAsLong(it))));
      case TIGHT -> where(largestFirst, it -> isLarge(it) && holds(it, quarter(it)));
      case NONE -> {
        List<H> large = where(largestFirst, this::isLarge);
        yield large.isEmpty() ? largest(running, it -> holding(it).held).stream().toList() : large;
      }
    };
  }

  /** Who is to be stopped where the collector finds hardly any room: who may hold most. */
  Optional<H> largest(Collection<H> running) {
    return largest(running, this::atMost);
  }

  private boolean holds(H it, long bytes) {
    return holding(it).held > bytes;
  }

  /** For all that is known before the next collection. */
  private boolean mayHold(H it, long bytes) {
    return atMost(it) > bytes;
  }

  private long atMost(H it) {
    Holding holding = holding(it);
    return holding.held + allocatedInAll.applyAsLong(it) - holding.allocated;
  }

  /** Whether it allocated more than it may hold, and goes on only because that may be freed. */
  private boolean isLarge(H it) {
    return allocatedInAll.applyAsLong(it) > mayHold.applyAsLong(it);
  }

  /**
   * None where all together hold no more than the largest may: less is not what fills the heap, and
   * to stop it frees nothing.
   */
  private Optional<H> largest(Collection<H> running, ToLongFunction<H> held) {
    long all = running.stream().mapToLong(held).sum();
    return running.stream()
        .max(Comparator.comparingLong(held))
        .filter(it -> all > mayHold.applyAsLong(it));
  }

  private long quarter(H it) {
    return mayHold.applyAsLong(it) / 4;
  }

  private static <H> List<H> where(Collection<H> all, Predicate<H> condition) {
    return all.stream().filter(condition).toList();
  }

  /** Who allocated may hold what was added; who holds may have let go what went. */
  private static void attribute(long growth, List<Holding> all) {
    ToLongFunction<Holding> part = growth > 0 ? it -> it.allocatedSince : it -> it.held;
    double whole = all.stream().mapToLong(part).sum();
    if (whole > 0) {
      all.forEach(it -> it.add(growth * (part.applyAsLong(it) / whole)));
    }
  }

  private Holding holding(H it) {
    return holdings.computeIfAbsent(it, _ -> new Holding());
  }

  /** One at a time: when it is gone, the next collection shows whether it was the right one. */
  private static <H> List<H> first(List<H> all) {
    return all.stream().limit(1).toList();
  }
}
