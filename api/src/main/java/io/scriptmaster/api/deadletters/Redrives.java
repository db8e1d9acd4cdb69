package io.scriptmaster.api.deadletters;

import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Scans;
import io.scriptmaster.api.replays.Repeat;
import io.scriptmaster.api.replays.Replays;
import io.scriptmaster.api.replays.Shown;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.processors.history.DeadLetterFilter;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lets what could not be processed run again.
 *
 * <p>A letter is told to be redriven after it was sent: whoever is cut short may send the same once
 * more.
 */
final class Redrives {

  /** By one call, wanted or not; where it ended another goes on. */
  static final int MAX_LOOKED_AT = 10_000;

  /** Each may be as large as a record: so many are held at once. */
  private static final int STEP = 10;

  /** So many more letters than asked for are read. */
  private static final int MAX_IN_VAIN = 1_000;

  private static final int PAGE = 500;

  /** For looking. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final DeadLetterReads reads;
  private final Replays replays;
  private final LetterContents contents;
  private final Scans scans;

  Redrives(DeadLetterReads reads, Replays replays, Scans scans) {
    this.reads = reads;
    this.replays = replays;
    this.scans = scans;
    this.contents = new LetterContents(replays);
  }

  /**
   * What came of a call.
   *
   * @param redriven by this attempt or a former one with the same key
   * @param skipped can not be redriven
   * @param next where older letters follow that were not looked at
   */
  record Outcome(int redriven, int skipped, Optional<String> next) {

    static final Outcome ONE = new Outcome(1, 0, Optional.empty());
  }

  /**
   * Those that are not redriven, or were by this call, newest first.
   *
   * @param next where it ended, unless there are no older ones
   */
  private record Found(List<KeptDeadLetter> letters, Optional<String> next) {}

  /**
   * Redrives one, however often it was redriven before.
   *
   * @throws io.scriptmaster.api.http.ProblemException 409 where it can not be, 410 where it is gone
   */
  Outcome one(TenantId tenant, KeptDeadLetter kept, RedriveOrigin origin) {
    if (origin.hasRedriven(kept)) {
      return Outcome.ONE;
    }
    DeadLetter letter = contents.whole(tenant, List.of(kept)).get(kept);
    if (letter == null) {
      throw Problem.of(410, "letter_gone", "the dead letter is not kept any more").asException();
    }
    switch (redrive(kept, letter, origin)) {
      case Redrive.Impossible(var code, var detail) ->
          throw Problem.of(409, code, detail).asException();
      case Redrive.Possible possible -> send(tenant, List.of(possible), origin);
    }
    return Outcome.ONE;
  }

  /**
   * Redrives those that never were, the oldest of those that it looked at first.
   *
   * @param from where a call before ended, or empty
   */
  Outcome many(
      TenantId tenant, DeadLetterFilter filter, String from, int limit, RedriveOrigin origin) {
    Found found = scans.run(tenant, () -> scan(tenant, filter, from, origin));
    List<KeptDeadLetter> newestFirst = found.letters();
    int done = Math.toIntExact(newestFirst.stream().filter(origin::hasRedriven).count());
    List<KeptDeadLetter> open =
        newestFirst.reversed().stream().filter(kept -> kept.lastRedrive().isEmpty()).toList();
    List<KeptDeadLetter> candidates = open.stream().filter(this::mayBePossible).toList();
    int sent = 0;
    int tried = 0;
    // Those that turn out to be gone must not keep the younger ones from running.
    while (done + sent < limit && tried < Math.min(candidates.size(), limit + MAX_IN_VAIN)) {
      int step = Math.min(STEP, Math.min(limit - done - sent, candidates.size() - tried));
      List<KeptDeadLetter> next = candidates.subList(tried, tried + step);
      sent += send(tenant, possible(tenant, next, origin), origin);
      tried += step;
    }
    long impossible = open.stream().filter(kept -> !mayBePossible(kept)).count();
    return new Outcome(done + sent, Math.toIntExact(impossible) + tried - sent, found.next());
  }

  /** As far as it shows without its value. */
  private boolean mayBePossible(KeptDeadLetter kept) {
    return Redrive.mayBePossible(kept.letter(), replays.contents().topics());
  }

  private Found scan(TenantId tenant, DeadLetterFilter filter, String from, RedriveOrigin origin) {
    List<KeptDeadLetter> letters = new ArrayList<>();
    Optional<String> next = Optional.of(from);
    int looked = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (next.isPresent() && looked < MAX_LOOKED_AT && System.nanoTime() < deadline) {
      Page<KeptDeadLetter> page = reads.letters(tenant, filter, next.get(), PAGE);
      page.items().stream()
          .filter(kept -> kept.lastRedrive().isEmpty() || origin.hasRedriven(kept))
          .forEach(letters::add);
      looked += page.looked();
      next = page.next();
    }
    return new Found(letters, next);
  }

  private List<Redrive.Possible> possible(
      TenantId tenant, List<KeptDeadLetter> letters, RedriveOrigin origin) {
    Map<KeptDeadLetter, DeadLetter> whole = contents.whole(tenant, letters);
    List<Redrive.Possible> possible = new ArrayList<>();
    for (KeptDeadLetter kept : letters) {
      DeadLetter letter = whole.get(kept);
      if (letter != null && redrive(kept, letter, origin) instanceof Redrive.Possible redrivable) {
        possible.add(redrivable);
      }
    }
    return possible;
  }

  private Redrive redrive(KeptDeadLetter kept, DeadLetter letter, RedriveOrigin origin) {
    return Redrive.of(kept, letter, contents.of(letter), origin, replays.contents().topics());
  }

  private int send(TenantId tenant, List<Redrive.Possible> redrives, RedriveOrigin origin) {
    if (redrives.isEmpty()) {
      return 0;
    }
    List<Repeat> repeats = redrives.stream().map(Redrive.Possible::repeat).toList();
    replays.repeats().send(tenant, repeats);
    replays
        .repeats()
        .tell(tenant, redrives.stream().map(it -> origin.change(it.letter())).toList());
    awaitShown(tenant, redrives.getLast().letter());
    return redrives.size();
  }

  /** The view reads a tenant's changes in order. */
  private void awaitShown(TenantId tenant, KeptDeadLetter last) {
    Shown.await(
        () ->
            reads
                .letter(tenant, last.letter().getId())
                .filter(kept -> kept.redrives() <= last.redrives())
                .isEmpty(),
        "it was redriven");
  }
}
