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

  /** No thread has this id. */
  private static final long NONE = 0;

  private final long began = System.nanoTime();
  private long cpuNanos;
  private long allocatedBytes;
  private long thread = NONE;
  private long cpuAtBegin;
  private long allocatedAtBegin;

  void beginStep() {
    allocatedAtBegin = THREADS.getCurrentThreadAllocatedBytes();
    cpuAtBegin = THREADS.getCurrentThreadCpuTime();
    thread = Thread.currentThread().threadId();
  }

  /** The run will go on in another step. */
  void endStep() {
    cpuNanos = cpuNanos();
    allocatedBytes = allocatedBytes();
    thread = NONE;
  }

  long elapsedNanos() {
    return System.nanoTime() - began;
  }

  Duration elapsed() {
    return Duration.ofNanos(elapsedNanos());
  }

  long cpuNanos() {
    return thread == NONE ? cpuNanos : cpuNanos + sinceBegin(cpuOfThread(), cpuAtBegin);
  }

  long allocatedBytes() {
    return thread == NONE
        ? allocatedBytes
        : allocatedBytes + sinceBegin(allocatedByThread(), allocatedAtBegin);
  }

  Usage usage() {
    return new Usage(elapsed(), Duration.ofNanos(cpuNanos()), allocatedBytes());
  }

  /** Asking for a thread by its id takes ten times as long as asking for the current one. */
  private long cpuOfThread() {
    return isCurrent() ? THREADS.getCurrentThreadCpuTime() : THREADS.getThreadCpuTime(thread);
  }

  private long allocatedByThread() {
    return isCurrent()
        ? THREADS.getCurrentThreadAllocatedBytes()
        : THREADS.getThreadAllocatedBytes(thread);
  }

  private boolean isCurrent() {
    return thread == Thread.currentThread().threadId();
  }

  /** A thread that is gone is not measured any more. */
  private static long sinceBegin(long now, long atBegin) {
    return now < 0 ? 0 : now - atBegin;
  }
}
