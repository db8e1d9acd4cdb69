package io.scriptmaster.processors.executions;

import java.util.concurrent.atomic.AtomicLong;

/**
 * The memory that executions waiting in this process may take. What has no room waits in the
 * pending store. Any thread.
 */
final class MemoryShare {

  /** Of one tenant. */
  static final int EXECUTIONS_PER_TENANT = 2_000;

  private static final long BYTES_PER_TENANT = 16L * 1024 * 1024;

  /** So many a tenant may always have. */
  private static final int SURE = 16;

  private final long most;
  private final AtomicLong used = new AtomicLong();

  MemoryShare(long most) {
    this.most = most;
  }

  static MemoryShare ofThisMachine() {
    return new MemoryShare(Runtime.getRuntime().maxMemory() / 8);
  }

  boolean hasRoom(TenantBacklog backlog) {
    return backlog.inMemory() < SURE
        || backlog.inMemory() < EXECUTIONS_PER_TENANT
            && backlog.bytes() < BYTES_PER_TENANT
            && used.get() < most;
  }

  /** Bytes that executions take now. */
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
}
