package io.scriptmaster.processors.executions;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The CPU time of the current thread. */
final class CpuClock {

  private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();
  private static final long NANOS_PER_MILLI = 1_000_000;

  private CpuClock() {}

  static long currentThreadMillis() {
    return THREADS.getCurrentThreadCpuTime() / NANOS_PER_MILLI;
  }
}
