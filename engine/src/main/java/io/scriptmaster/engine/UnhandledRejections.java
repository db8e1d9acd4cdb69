package io.scriptmaster.engine;

import com.oracle.truffle.js.runtime.PromiseRejectionTracker;
import com.oracle.truffle.js.runtime.objects.JSDynamicObject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The promises of a run that were rejected and that nobody has looked at: a mistake of the script
 * that would show nowhere. Told by the engine, on the thread that runs the script.
 */
final class UnhandledRejections implements PromiseRejectionTracker {

  /** Of one run; a script may make any number, and look at them later. */
  private static final int MOST = 10_000;

  /** More than a person reads. */
  private static final int MOST_TOLD = 100;

  private final Map<JSDynamicObject, Object> reasons = new LinkedHashMap<>();

  boolean isEmpty() {
    return reasons.isEmpty();
  }

  /** Gives the first reasons, in the order of the rejections, and forgets all. */
  List<Object> take() {
    List<Object> taken = reasons.values().stream().limit(MOST_TOLD).toList();
    reasons.clear();
    return taken;
  }

  void forget() {
    reasons.clear();
  }

  @Override
  public void promiseRejected(JSDynamicObject promise, Object reason) {
    if (reasons.size() < MOST) {
      reasons.put(promise, reason);
    }
  }

  @Override
  public void promiseRejectionHandled(JSDynamicObject promise) {
    reasons.remove(promise);
  }

  @Override
  public void promiseRejectedAfterResolved(JSDynamicObject promise, Object value) {
    // As everywhere, that does nothing.
  }

  @Override
  public void promiseResolvedAfterResolved(JSDynamicObject promise, Object value) {
    // As above.
  }
}
