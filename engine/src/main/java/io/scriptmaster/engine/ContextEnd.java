package io.scriptmaster.engine;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;

/**
 * Closes contexts by force. Closing waits until the script has left its context, and some built-ins
 * can't be stopped half-way; so who must not wait has it done on a thread of its own.
 */
final class ContextEnd {

  private ContextEnd() {}

  /** The thread ends when the context is closed. */
  static Thread inBackground(Context context) {
    return Thread.ofPlatform()
        .name("scriptmaster-closes-context")
        .daemon()
        .start(() -> now(context));
  }

  static void now(Context context) {
    try {
      context.close(true);
    } catch (PolyglotException cancelled) {
      // What the script was doing ends with this exception here too.
    }
  }
}
