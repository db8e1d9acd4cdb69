package io.scriptmaster.benchmarks.surroundings;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadInfo;
import java.util.Arrays;
import java.util.function.Predicate;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a JVM on this machine uses, asked from outside: nothing in it has to be prepared. */
public final class Vitals implements AutoCloseable {

  private final JMXConnector connector;
  private final ThreadMXBean threads;
  private final OperatingSystemMXBean process;
  private final MemoryMXBean memory;

  private Vitals(JMXConnector connector) throws IOException {
    this.connector = connector;
    var connection = connector.getMBeanServerConnection();
    this.threads = ManagementFactory.getPlatformMXBean(connection, ThreadMXBean.class);
    this.process = ManagementFactory.getPlatformMXBean(connection, OperatingSystemMXBean.class);
    this.memory = ManagementFactory.getPlatformMXBean(connection, MemoryMXBean.class);
  }

  static Vitals of(long pid) {
    try {
      VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
      try {
        return new Vitals(
            JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
      } finally {
        machine.detach();
      }
    } catch (AttachNotSupportedException e) {
      throw new IllegalStateException("the JVM %d lets nobody attach".formatted(pid), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Bytes that all threads allocated since the JVM started, those that ended included. */
  public long allocatedBytes() {
    return threads.getTotalThreadAllocatedBytes();
  }

  /** CPU time of all threads since the JVM started, of compiler and collector too. */
  public long cpuNanos() {
    return process.getProcessCpuTime();
  }

  /** Bytes that the live threads with such names allocated. */
  public long allocatedBytes(Predicate<String> name) {
    return Arrays.stream(threads.getThreadAllocatedBytes(ids(name)))
        .filter(bytes -> bytes > 0)
        .sum();
  }

  /** CPU time of the live threads with such names. */
  public long cpuNanos(Predicate<String> name) {
    return Arrays.stream(threads.getThreadCpuTime(ids(name))).filter(nanos -> nanos > 0).sum();
  }

  /** How many live threads have such names. */
  public int threads(Predicate<String> name) {
    return ids(name).length;
  }

  /** Bytes on the heap that are reachable. */
  public long heapAfterCollection() {
    // The second collects what the first one's cleaners let go.
    memory.gc();
    memory.gc();
    return memory.getHeapMemoryUsage().getUsed();
  }

  private long[] ids(Predicate<String> name) {
    return Arrays.stream(threads.getThreadInfo(threads.getAllThreadIds()))
        .filter(thread -> thread != null && name.test(thread.getThreadName()))
        .mapToLong(ThreadInfo::getThreadId)
        .toArray();
  }

  @Override
  public void close() {
    try {
      connector.close();
    } catch (IOException e) {
      // The JVM ended before its connection, which then is closed as well.
    }
  }
}
