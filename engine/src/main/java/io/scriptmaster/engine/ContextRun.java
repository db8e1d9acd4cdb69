package io.scriptmaster.engine;

import io.scriptmaster.engine.Compilation.Compiled;
import java.util.List;
import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Value;

/** One run of one compiled script, in a context of its own, on the calling thread. */
final class ContextRun {

  private final Compiled compiled;
  private final Invocation invocation;
  private final ScriptLimits limits;
  private final LogCollector log;
  private final Verdict verdict;
  private final ScriptStack stack;

  ContextRun(
      Compiled compiled,
      Invocation invocation,
      ScriptLimits limits,
      LogCollector log,
      Verdict verdict) {
    this.compiled = compiled;
    this.invocation = invocation;
    this.limits = limits;
    this.log = log;
    this.verdict = verdict;
    this.stack = new ScriptStack(compiled);
  }

  /** Closes the context in the end. */
  ScriptResult in(Context context, Deadline deadline) {
    try {
      return verdict.of(outcomeIn(context), stack);
    } catch (PolyglotException e) {
      if (deadline.expired()) {
        return verdict.timedOut(stack.of(e));
      }
      if (e.isCancelled()) {
        throw new IllegalStateException("the engine was closed while a script ran", e);
      }
      return verdict.brokenOff(e, stack.of(e));
    } catch (IllegalStateException e) {
      // Also thrown by every use of a context that was closed between two calls into it.
      if (deadline.expired()) {
        return verdict.timedOut(List.of());
      }
      throw e;
    } finally {
      deadline.release();
    }
  }

  private GuestOutcome outcomeIn(Context context) {
    Guest guest = Guest.start(context, new HostFunctions(log), invocation, limits);
    try {
      Value evaluated = context.eval(compiled.source());
      guest.run(compiled.form(), evaluated);
    } catch (PolyglotException e) {
      // Of a cancelled context the guest object cannot even be asked for.
      if (e.isCancelled() || e.getGuestObject() == null) {
        throw e;
      }
      guest.loadFailed(e.getGuestObject());
    }
    return guest.outcome();
  }
}
