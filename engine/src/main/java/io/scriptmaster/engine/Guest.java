package io.scriptmaster.engine;

import org.graalvm.polyglot.Context;
import org.graalvm.polyglot.PolyglotException;
import org.graalvm.polyglot.Source;
import org.graalvm.polyglot.Value;

/**
 * The JavaScript side of one run, bootstrap.js, as seen from here. Each call returns when the
 * context's queue of promise reactions is empty.
 */
final class Guest {

  private static final Source BOOTSTRAP = Sources.ours("bootstrap.js");

  private final Value functions;

  private Guest(Value functions) {
    this.functions = functions;
  }

  static Guest start(
      Context context, HostFunctions host, Invocation invocation, ScriptLimits limits) {
    try {
      Value bootstrap = context.eval(BOOTSTRAP);
      return new Guest(
          bootstrap.execute(
              host.log(),
              host.drop(),
              invocation.eventJson(),
              invocation.executionJson(),
              (double) invocation.now().toEpochMilli(),
              limits.output().maxLogLines(),
              limits.output().maxLogMessageChars(),
              limits.output().maxLogDataChars(),
              limits.output().maxResultChars(),
              limits.output().maxErrorChars()));
    } catch (PolyglotException e) {
      throw e.isCancelled() || e.isResourceExhausted()
          ? e
          : new IllegalStateException("bootstrap.js failed", e);
    }
  }

  void run(ScriptForm form, Value evaluated) {
    switch (form) {
      case BODY -> functions.getMember("runBody").executeVoid(evaluated);
      case MODULE -> functions.getMember("runModule").executeVoid(evaluated);
    }
  }

  void loadFailed(Value reason) {
    functions.getMember("loadFailed").executeVoid(reason);
  }

  GuestOutcome outcome() {
    Value outcome = functions.getMember("outcome").execute();
    return new GuestOutcome(
        GuestOutcome.Kind.of(outcome.getMember("kind").asString()),
        outcome.getMember("text").asString(),
        outcome.getMember("reason"));
  }
}
