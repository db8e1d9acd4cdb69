package io.scriptmaster.engine;

import com.oracle.truffle.api.frame.VirtualFrame;
import com.oracle.truffle.api.instrumentation.EventContext;
import com.oracle.truffle.api.instrumentation.ExecutionEventNode;
import com.oracle.truffle.api.instrumentation.SourceSectionFilter;
import com.oracle.truffle.api.instrumentation.StandardTags.RootTag;
import com.oracle.truffle.api.instrumentation.TruffleInstrument;
import com.oracle.truffle.api.nodes.Node;
import com.oracle.truffle.js.runtime.Errors;

/**
 * Watches each call of a script's function, on a {@link ScriptThread}.
 *
 * <p>It bounds the depth of calls well above the end of the stack, with the RangeError that scripts
 * expect. At the very end the JVM throws StackOverflowError anywhere: inside locks, which are
 * broken then, and inside the cancellation of a script, which is lost then.
 *
 * <p>And it ends a script that must stop, at each call anew. The polyglot library cancels once, at
 * the next safepoint; {@code f = () => { try { f() } finally { f() } }} survives that.
 */
@TruffleInstrument.Registration(id = StackGuard.ID, services = StackGuard.Installed.class)
public final class StackGuard extends TruffleInstrument {

  static final String ID = "scriptmaster-stack-guard";

  /** Leaves the rest to built-ins that call themselves, which are not seen here. */
  private static final int LIMIT = ScriptThread.STACK_BYTES / 8 * 5;

  /** Of a call, and of each level of nesting in the function called; measured, rounded up. */
  private static final int BYTES_PER_CALL = 2_000;

  private static final int BYTES_PER_LEVEL = 400;

  /** Asking the engine for it switches the guard on. */
  interface Installed {}

  /**
   * Passes through everything that a script can write; the polyglot library knows the type, and
   * hangs the frames that it passes on it, with all that they hold: so each is a new one.
   */
  @SuppressWarnings("removal")
  private static final class Stop extends ThreadDeath {

    private static final long serialVersionUID = 1L;

    @Override
    public synchronized Throwable fillInStackTrace() {
      return this;
    }
  }

  @Override
  protected void onCreate(Env env) {
    SourceSectionFilter functions =
        SourceSectionFilter.newBuilder().tagIs(RootTag.class).includeInternal(true).build();
    env.getInstrumenter().attachExecutionEventFactory(functions, CallNode::new);
    env.registerService(new Installed() {});
  }

  private static final class CallNode extends ExecutionEventNode {

    private final EventContext context;
    private final int bytes;

    CallNode(EventContext context) {
      this.context = context;
      this.bytes = BYTES_PER_CALL + BYTES_PER_LEVEL * depth(context.getInstrumentedNode());
    }

    @Override
    protected void onEnter(VirtualFrame frame) {
      if (Thread.currentThread() instanceof ScriptThread thread) {
        // Before what throws: a call that is refused here leaves as any other does.
        thread.stackUsed += bytes;
        if (thread.stopping) {
          throw new Stop();
        }
        if (thread.stackUsed > LIMIT) {
          throw context.createError(
              Errors.createRangeError("Maximum call stack size exceeded", getParent()));
        }
      }
    }

    @Override
    protected void onReturnValue(VirtualFrame frame, Object result) {
      leave();
    }

    @Override
    protected void onReturnExceptional(VirtualFrame frame, Throwable exception) {
      leave();
    }

    private void leave() {
      if (Thread.currentThread() instanceof ScriptThread thread) {
        thread.stackUsed -= bytes;
      }
    }

    private static int depth(Node node) {
      int deepest = 0;
      for (Node child : node.getChildren()) {
        deepest = Math.max(deepest, depth(child));
      }
      return deepest + 1;
    }
  }
}
