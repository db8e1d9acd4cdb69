package io.scriptmaster.processors.executions.work;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How eagerly Linux runs a thread: 0 as usual, up to 19 only where nobody else wants the processor.
 * Anybody may make a thread of his less eager; to make it more eager again takes a privilege, so a
 * thread that was is ended instead. On other systems without effect.
 *
 * @see <a href="https://man7.org/linux/man-pages/man2/setpriority.2.html">setpriority(2)</a>
 */
public final class Niceness {

  private static final Logger LOG = LoggerFactory.getLogger(Niceness.class);

  private static final int NO_THREAD = 0;

  /** In Linux, against POSIX, the "process" of setpriority is a thread. */
  private static final int PRIO_PROCESS = 0;

  private static final Optional<MethodHandle> THREAD_ID =
      function("gettid", FunctionDescriptor.of(JAVA_INT));
  private static final Optional<MethodHandle> SET =
      function("setpriority", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));

  private Niceness() {}

  /** What {@link #set} takes; of the calling thread. */
  public static int threadId() {
    if (THREAD_ID.isEmpty()) {
      return NO_THREAD;
    }
    try {
      return (int) THREAD_ID.get().invokeExact();
    } catch (Throwable e) {
      throw new IllegalStateException("gettid", e);
    }
  }

  /** Of a thread that lives. Best effort: a system that refuses runs it as before. */
  public static void set(int threadId, int niceness) {
    if (SET.isEmpty() || threadId == NO_THREAD) {
      return;
    }
    try {
      int refused = (int) SET.get().invokeExact(PRIO_PROCESS, threadId, niceness);
      if (refused != 0) {
        LOG.debug("Thread {} could not be given the niceness {}", threadId, niceness);
      }
    } catch (Throwable e) {
      throw new IllegalStateException("setpriority", e);
    }
  }

  private static Optional<MethodHandle> function(String name, FunctionDescriptor form) {
    if (!System.getProperty("os.name").equals("Linux")) {
      return Optional.empty();
    }
    try {
      Linker linker = Linker.nativeLinker();
      return linker.defaultLookup().find(name).map(at -> linker.downcallHandle(at, form));
    } catch (RuntimeException e) {
      LOG.warn("Scripts run as eagerly as all else, because native access is denied", e);
      return Optional.empty();
    }
  }
}
