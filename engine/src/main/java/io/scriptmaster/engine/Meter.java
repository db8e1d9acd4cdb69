package io.scriptmaster.engine;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.time.Duration;

/**
 * What one run has used. Begun and ended by the thread of each step, read by any thread; its owner
 * sees to it that these do not overlap.
 */
final class Meter {

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final long began = System.nanoTime();
  private long cpuNanos;
  private long allocatedBytes;
  private long thread = -1;
  private long cpuAtBegin;
  private long allocatedAtBegin;

  void beginStep() {
    thread = Thread.currentThread().threadId();
    cpuAtBegin = THREADS.getCurrentThreadCpuTime();
    allocatedAtBegin = THREADS.getCurrentThreadAllocatedBytes();
  }

  void endStep() {
    cpuNanos += THREADS.getCurrentThreadCpuTime() - cpuAtBegin;
    allocatedBytes += THREADS.getCurrentThreadAllocatedBytes() - allocatedAtBegin;
    thread = -1;
  }

  long elapsedNanos() {
    return System.nanoTime() - began;
  }

  Duration elapsed() {
    return Duration.ofNanos(elapsedNanos());
  }

  long cpuNanos() {
    return thread < 0
        ? cpuNanos
        : cpuNanos + sinceBegin(THREADS.getThreadCpuTime(thread), cpuAtBegin);
  }

  long allocatedBytes() {
    return thread < 0
        ? allocatedBytes
        : allocatedBytes + sinceBegin(THREADS.getThreadAllocatedBytes(thread), allocatedAtBegin);
  }

  Usage usage() {
    return new Usage(elapsed(), Duration.ofNanos(cpuNanos()), allocatedBytes());
  }

  /** A thread that is gone is not measured any more. */
  private static long sinceBegin(long now, long atBegin) {
    return now < 0 ? 0 : now - atBegin;
  }
}
