package io.scriptmaster.engine;

import io.scriptmaster.engine.ScriptRun.Progress;
import io.scriptmaster.engine.ScriptRun.Progress.Ended;
import io.scriptmaster.engine.ScriptRun.Progress.Waiting;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * Takes a script from its call to its end, from one timer to the next. Used by the thread that runs
 * the script only.
 */
final class ScriptSteps {

  /**
   * A source is read for so long at least, however little time its script has, and is then known:
   * who gave up sooner would begin again each time, and leave readings behind that take the places
   * of others.
   */
  private static final Duration READ_FOR = Duration.ofSeconds(1);

  private final Program program;
  private final RunPort run;
  private final Realms realms;
  private final Budget budget;
  private final Results results;

  ScriptSteps(Program program, RunPort run, Realms realms, Budget budget, Results results) {
    this.program = program;
    this.run = run;
    this.realms = realms;
    this.budget = budget;
    this.results = results;
  }

  /**
   * @param enter called with the realm before anything of the script runs in it; when it throws,
   *     nothing does
   */
  Progress begin(Consumer<Realm> enter) {
    return switch (realms.open(program, readingLimit(), enter)) {
      case Realms.Opened.Refused(var error) -> new Ended(refused(error));
      case Realms.Opened.Open(var realm) -> {
        realm.start(run);
        yield advance(realm);
      }
    };
  }

  private Duration readingLimit() {
    Duration wallClock = run.limits().wallClock();
    return wallClock.compareTo(READ_FOR) > 0 ? wallClock : READ_FOR;
  }

  /** When its time was up before it was read, that says nothing about the source. */
  private ScriptResult refused(ScriptError error) {
    return budget.wallNanosLeft() > 0
        ? results.failed(error)
        : results.of(new Stop.TimeUp(), List.of());
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
      switch (realm.state()) {
        case RunState.Returned(var json) -> {
          return new Ended(results.succeeded(json, run.effects().toEffects()));
        }
        case RunState.Broken broken -> {
          return new Ended(results.of(broken, new ScriptStack(realm.program())));
        }
        case RunState.Pending(var due) when due < 0 -> {
          return new Ended(results.neverSettled());
        }
        case RunState.Pending(var due) -> {
          run.clock().waitFor(due);
          if (!run.clock().isDue()) {
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
