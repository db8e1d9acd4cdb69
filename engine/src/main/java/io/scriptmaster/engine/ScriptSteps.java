package io.scriptmaster.engine;

import io.scriptmaster.engine.ScriptRun.Progress;
import io.scriptmaster.engine.ScriptRun.Progress.Ended;
import io.scriptmaster.engine.ScriptRun.Progress.Waiting;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a script from its call to its end, from one timer to the next. Used by the thread that runs
 * the script only.
 */
final class ScriptSteps {

  private final Program program;
  private final RunPort run;
  private final Realms realms;
  private final Budget budget;
  private final Verdict verdict;

  ScriptSteps(Program program, RunPort run, Realms realms, Budget budget, Verdict verdict) {
    this.program = program;
    this.run = run;
    this.realms = realms;
    this.budget = budget;
    this.verdict = verdict;
  }

  /**
   * @param enter called with the realm before anything of the script runs in it; when it throws,
   *     nothing does
   */
  Progress begin(Consumer<Realm> enter) {
    return switch (realms.open(program, run.limits().wallClock(), enter)) {
      case Realms.Opened.Refused(var error) -> new Ended(refused(error));
      case Realms.Opened.Open(var realm) -> {
        realm.start(run);
        yield advance(realm);
      }
    };
  }

  /** When its time was up before it was read, that says nothing about the source. */
  private ScriptResult refused(ScriptError error) {
    return budget.wallNanosLeft() > 0
        ? verdict.failed(error)
        : verdict.of(new Stop.TimeUp(), List.of());
  }

  /** Goes on if the timer that it waits for is due. */
  Progress goOn(Realm realm) {
    if (!run.clock().isDue()) {
      return waiting();
    }
    fire(realm);
    return advance(realm);
  }

  /** Fires timers that are due on the run's clock, until the run ends or must wait. */
  private Progress advance(Realm realm) {
    while (true) {
      switch (realm.outcome()) {
        case Outcome.Returned(var json) -> {
          return new Ended(verdict.succeeded(json, run.effects().toEffects()));
        }
        case Outcome.Broken broken -> {
          return new Ended(verdict.of(broken, new ScriptStack(realm.program())));
        }
        case Outcome.Pending(var due) when due < 0 -> {
          return new Ended(verdict.neverSettled());
        }
        case Outcome.Pending(var due) -> {
          run.clock().waitFor(due);
          if (due > run.now()) {
            return waiting();
          }
          fire(realm);
        }
      }
    }
  }

  private void fire(Realm realm) {
    run.clock().setOn();
    realm.fire();
  }

  private Waiting waiting() {
    return new Waiting(run.clock().untilDue(budget.wallNanosLeft()));
  }
}
