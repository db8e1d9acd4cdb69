package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.work.Counts;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How much of a tenant is admitted and not finished: in memory, and behind that in the pending
 * store alone. Owned by the stream thread.
 */
final class TenantBacklog {

  private final String tenant;

  /** In memory, by sequence: those before {@link #spilledFrom} or all. */
  private final TreeMap<Long, AdmittedExecution> inMemory = new TreeMap<>();

  private int unstored;
  private long bytes;
  private long spilled;
  private long spilledFrom;
  private long rejected;
  private long duplicates;
  private boolean changed = true;
  private Optional<Instant> oldestShown = Optional.empty();

  TenantBacklog(String tenant) {
    this.tenant = tenant;
  }

  String tenant() {
    return tenant;
  }

  void add(AdmittedExecution execution) {
    inMemory.put(execution.sequence(), execution);
    bytes += execution.weight();
    changed = true;
  }

  boolean has(AdmittedExecution execution) {
    return inMemory.get(execution.sequence()) == execution;
  }

  /** Whether one with this sequence is in memory. */
  boolean has(long sequence) {
    return inMemory.containsKey(sequence);
  }

  void remove(AdmittedExecution execution) {
    inMemory.remove(execution.sequence());
    bytes -= execution.weight();
    changed = true;
  }

  /** One more is in the store alone. */
  void spill(long sequence) {
    if (spilled == 0) {
      spilledFrom = sequence;
    }
    spilled++;
    changed = true;
  }

  /** One of the spilled is in memory now. */
  void unspill(long sequence) {
    spilled--;
    spilledFrom = sequence + 1;
  }

  /** One of the spilled, whichever, is not waiting any more. */
  void unspillOne() {
    spilled--;
    changed = true;
  }

  /** Whether it has no counts to keep. */
  boolean hasIgnoredNothing() {
    return rejected == 0 && duplicates == 0;
  }

  void reject() {
    rejected++;
    changed = true;
  }

  void duplicate() {
    duplicates++;
    changed = true;
  }

  /** How many the next commit has to store. */
  int unstored() {
    return unstored;
  }

  void unstored(int change) {
    unstored += change;
  }

  int inMemory() {
    return inMemory.size();
  }

  long bytes() {
    return bytes;
  }

  boolean hasSpilled() {
    return spilled > 0;
  }

  long spilledFrom() {
    return spilledFrom;
  }

  long all() {
    return inMemory.size() + spilled;
  }

  Iterable<AdmittedExecution> executions() {
    return inMemory.values();
  }

  /** Whether it is different from what was last shown. */
  boolean changed() {
    return changed;
  }

  /**
   * What of the tenant is neither in memory nor spilled.
   *
   * @param oldestParked about when the oldest of the parked was admitted
   */
  record Elsewhere(long parked, Optional<Instant> oldestParked, long postponed) {}

  Backlog show(Counts counts, Elsewhere elsewhere, Instant now) {
    changed = counts.all() + elsewhere.postponed > 0;
    long count = counts.all() + spilled + elsewhere.postponed + elsewhere.parked;
    oldestShown =
        count == 0
            ? Optional.empty()
            : oldest(elsewhere).or(() -> oldestShown.or(() -> Optional.of(now)));
    return new Backlog(
        count,
        oldestShown,
        new Backlog.ByReason(
            counts.queued() + spilled + elsewhere.postponed,
            counts.running(),
            counts.waiting(),
            counts.delayed(),
            elsewhere.parked),
        spilled,
        elsewhere.postponed,
        new Backlog.Ignored(rejected, duplicates),
        now);
  }

  /** Empty where all are postponed: when those came is in their topic. */
  private Optional<Instant> oldest(Elsewhere elsewhere) {
    return Stream.of(
            Optional.ofNullable(inMemory.firstEntry()).map(first -> first.getValue().admittedAt()),
            hasSpilled()
                ? Optional.of(AdmittedExecution.admittedAt(spilledFrom))
                : Optional.<Instant>empty(),
            elsewhere.oldestParked)
        .flatMap(Optional::stream)
        .min(Instant::compareTo);
  }
}
