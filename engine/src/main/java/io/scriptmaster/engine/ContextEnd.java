package io.scriptmaster.engine;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/**
 * Closes contexts by force. Closing waits until the script has left its context, and some built-ins
 * can't be stopped half-way; so who must not wait has it done on a thread of its own.
 */
final class ContextEnd {

  private ContextEnd() {}

  static Thread inBackground(Context context) {
    return inBackground(() -> now(context));
  }

  /** The thread ends when the closing has. */
  static Thread inBackground(Runnable closing) {
    return Thread.ofPlatform().name("scriptmaster-closes-context").daemon().start(closing);
  }

  /**
   * Waits until a thread of {@link #inBackground} has closed the context that was this thread's.
   * That interrupts this thread; the interrupt is ours and is taken back, so that it can't stop
   * what the caller does next.
   */
  static void await(Thread closing) {
    boolean done = false;
    while (!done) {
      try {
        closing.join();
        done = true;
      } catch (InterruptedException ours) {
        // Asked for by the closing; wait on.
      }
    }
    Thread.interrupted();
    if (Thread.currentThread() instanceof ScriptThread thread) {
      thread.stopping = false;
    }
  }

  static void now(Context context) {
    try {
      context.close(true);
    } catch (PolyglotException cancelled) {
      // What the script was doing ends with this exception here too.
    }
  }
}
