package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.work.Counts;
import java.time.Instant;
import java.util.Optional;
import java.util.TreeMap;

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

  /** What was parked may have been released into memory from between those that are spilled. */
  boolean isInMemory(long sequence) {
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

  Backlog show(Counts counts, long parked, long postponed, Instant now) {
    changed = counts.all() + postponed > 0;
    return new Backlog(
        counts.all() + spilled + postponed + parked,
        Optional.ofNullable(inMemory.firstEntry()).map(oldest -> oldest.getValue().admittedAt()),
        new Backlog.ByReason(
            counts.queued() + spilled + postponed,
            counts.running(),
            counts.waiting(),
            counts.delayed(),
            parked),
        spilled,
        postponed,
        new Backlog.Ignored(rejected, duplicates),
        now);
  }
}
