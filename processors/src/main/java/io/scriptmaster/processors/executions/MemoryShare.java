package io.scriptmaster.processors.executions;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that executions waiting in this process may take. What has no room waits in the
 * pending store. Nobody takes more than is left over for others, so whoever comes last finds some.
 * Any thread.
 */
final class MemoryShare {

  /** Of one tenant. */
  static final int EXECUTIONS_PER_TENANT = 2_000;

  private static final long BYTES_PER_TENANT = 16L * 1024 * 1024;

  /** So many small ones a tenant may always have. */
  static final int SURE = 16;

  private static final long SURE_BYTES = 32L * 1024;

  /** Keys of one tenant whose events wait behind a failed one. */
  static final int LANES_PER_TENANT = 10_000;

  static final int SURE_LANES = 100;

  /** A lane in memory, and as it is shown, roughly: its names are most of it. */
  private static final long LANE_BYTES = 2_000;

  private final long most;
  private final AtomicLong used = new AtomicLong();
  private final AtomicLong lanes = new AtomicLong();

  MemoryShare(long most) {
    this.most = most;
  }

  static MemoryShare ofThisMachine() {
    return new MemoryShare(Runtime.getRuntime().maxMemory() / 8);
  }

  /** Whether one more execution of a tenant may be in memory. */
  boolean hasRoom(TenantBacklog backlog) {
    if (backlog.inMemory() == 0) {
      // However large. Where so many tenants have large ones, it waits for others to end.
      return used.get() - lanes.get() * LANE_BYTES < 2 * most;
    }
    return backlog.inMemory() < SURE && backlog.bytes() < SURE_BYTES
        || backlog.inMemory() < EXECUTIONS_PER_TENANT
            && backlog.bytes() < Math.min(BYTES_PER_TENANT, most - used.get());
  }

  /**
   * Whether the events of one more key may be made to wait. All lanes together take a quarter of
   * the memory at most.
   *
   * @param ofTenant how many it has
   */
  boolean hasRoomForLane(int ofTenant) {
    return ofTenant < SURE_LANES
        || ofTenant < LANES_PER_TENANT && (ofTenant + lanes.get()) * LANE_BYTES < most / 4;
  }

  /** Bytes that executions and parked lanes take now. */
  long used() {
    return used.get();
  }

  /** Bytes beyond which only what is sure has room. */
  long most() {
    return most;
  }

  void take(AdmittedExecution execution) {
    used.addAndGet(execution.weight());
  }

  void giveBack(AdmittedExecution execution) {
    used.addAndGet(-execution.weight());
  }

  void takeLane() {
    lanes.incrementAndGet();
    used.addAndGet(LANE_BYTES);
  }

  void giveBackLanes(int count) {
    lanes.addAndGet(-count);
    used.addAndGet(-count * LANE_BYTES);
  }
}
