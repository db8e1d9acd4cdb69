package io.scriptmaster.engine;

import java.util.concurrent.Future;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/**
 * The end of one run's time. Created and released by the thread that runs the script, expired by
 * the watchdog.
 *
 * <p>Closing a context waits until the script has left it, and some built-ins (arithmetic on huge
 * BigInts) can't be stopped half-way. So a context is closed on a thread of its own: the watchdog
 * must stay free for the other runs.
 */
final class Deadline {

  private final Context context;
  private Future<?> timer;
  private Thread closing;
  private boolean released;

  Deadline(Context context) {
    this.context = context;
  }

  void startedBy(Future<?> task) {
    timer = task;
  }

  synchronized void expire() {
    if (!released) {
      closing =
          Thread.ofPlatform()
              .name("scriptmaster-closes-context")
              .daemon()
              .start(this::closeContext);
    }
  }

  synchronized boolean expired() {
    return closing != null;
  }

  /**
   * After this the context is closed and nothing of the deadline touches the calling thread any
   * more. Cancelling a script interrupts its thread; that interrupt is ours and is taken back, so
   * it can't stop what the caller does next.
   */
  void release() {
    timer.cancel(false);
    Thread underWay = closingNow();
    if (underWay == null) {
      context.close(true);
    } else {
      joinAndTakeBackInterrupt(underWay);
    }
  }

  private synchronized Thread closingNow() {
    released = true;
    return closing;
  }

  private static void joinAndTakeBackInterrupt(Thread thread) {
    boolean done = false;
    while (!done) {
      try {
        thread.join();
        done = true;
      } catch (InterruptedException ours) {
        // Asked for by closeContext; wait on.
      }
    }
    Thread.interrupted();
  }

  private void closeContext() {
    try {
      context.close(true);
    } catch (PolyglotException cancelled) {
      // Closed by force: what the script was doing ends with this exception here too.
    }
  }
}
