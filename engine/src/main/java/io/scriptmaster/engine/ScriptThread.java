package io.scriptmaster.engine;

/**
 * A thread with the stack that scripts need, and what {@link StackGuard} must know of it at every
 * call.
 */
final class ScriptThread extends Thread {

  /** Memory is taken as the stack grows, so a large one costs nothing until a script needs it. */
  static final int STACK_BYTES = 64 * 1024 * 1024;

  /** Estimated bytes of stack in use by calls of scripts. Written by this thread only. */
  int stackUsed;

  /** Whether the script on this thread is to be ended at its next call. */
  volatile boolean stopping;

  ScriptThread(Runnable task, String name) {
    super(null, task, name, STACK_BYTES);
    setDaemon(true);
  }
}
