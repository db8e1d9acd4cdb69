package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.function.Consumer;

/**
 * What one run may use. Characters are UTF-16 units, as JavaScript counts them; bytes of a text are
 * those of its UTF-8. A run that exceeds a limit ends as {@code limit_exceeded}, where nothing else
 * is said; a script cannot catch that.
 *
 * @param maxAllocatedBytes memory that the run holds, as far as collections tell, and a 16th of
 *     what it allocates in all, freed or not; 1 MiB to 64 GiB. No run holds more than an eighth of
 *     the heap
 * @param maxTimers that wait at once; 0 to 100,000
 */
public record ScriptLimits(
    Time time, long maxAllocatedBytes, Output output, Values values, Events events, int maxTimers) {

  /** What is freed is not held, but it keeps the collector busy, at the cost of all. */
  static final int ALLOCATED_PER_HELD = 16;

  private static final int KIB = 1024;
  private static final long MIB = 1024L * KIB;

  /**
   * 25 s, 5 s of CPU time, 256 MB of memory; 1,000 log lines of 8 Ki characters of message and 16
   * Ki of data, a result of 256 KiB, error texts of 4 Ki characters; 1,000 value operations, 64 KiB
   * a value, keys of 500 characters; 100 events of 1 MiB, chains of 20; 1,000 timers.
   */
  public static final ScriptLimits DEFAULTS =
      new ScriptLimits(
          new Time(Duration.ofSeconds(25), Duration.ofSeconds(5)),
          256 * MIB,
          new Output(1_000, 8 * KIB, 16 * KIB, 256 * KIB, 4 * KIB),
          new Values(1_000, 64 * KIB, 500),
          new Events(100, 1024 * KIB, 20),
          1_000);

  public ScriptLimits {
    requireNonNull(time, "time");
    requireNonNull(output, "output");
    requireNonNull(values, "values");
    requireNonNull(events, "events");
    check("maxAllocatedBytes", maxAllocatedBytes, MIB, 64 * 1024 * MIB);
    check("maxTimers", maxTimers, 0, 100_000);
  }

  /**
   * How long a run may take.
   *
   * @param wallClock waiting and the reading of the source included; 1 ms to 1 h; then {@code
   *     timed_out}
   * @param cpu time on a processor; 1 ms to 1 h
   */
  public record Time(Duration wallClock, Duration cpu) {

    public Time {
      check("wallClock", wallClock);
      check("cpu", cpu);
    }
  }

  /**
   * What a run may say.
   *
   * @param maxLogLines lines kept; 0 to 100,000; later ones are counted, not kept
   * @param maxLogMessageChars length of a message; 64 to 1,000,000; a longer one is cut and says so
   * @param maxLogDataChars length of a line's JSON data; 64 to 1,000,000; larger data is replaced
   *     by {@code {"cut":true, "chars":…, "start":"…"}}
   * @param maxResultBytes of the result's JSON; 64 to 10,000,000
   * @param maxErrorChars length of an error's message; 64 to 1,000,000; a longer one is cut and
   *     says so
   */
  public record Output(
      int maxLogLines,
      int maxLogMessageChars,
      int maxLogDataChars,
      int maxResultBytes,
      int maxErrorChars) {

    public Output {
      check("maxLogLines", maxLogLines, 0, 100_000);
      check("maxLogMessageChars", maxLogMessageChars, 64, 1_000_000);
      check("maxLogDataChars", maxLogDataChars, 64, 1_000_000);
      check("maxResultBytes", maxResultBytes, 64, 10_000_000);
      check("maxErrorChars", maxErrorChars, 64, 1_000_000);
    }
  }

  /**
   * Use of stored values.
   *
   * @param maxOperations reads and writes; 0 to 1,000,000
   * @param maxValueBytes of a value's JSON; 2 to 10,000,000
   * @param maxKeyChars length of a key; 1 to 10,000
   */
  public record Values(int maxOperations, int maxValueBytes, int maxKeyChars) {

    public Values {
      check("maxValueOperations", maxOperations, 0, 1_000_000);
      check("maxValueBytes", maxValueBytes, 2, 10_000_000);
      check("maxValueKeyChars", maxKeyChars, 1, 10_000);
    }
  }

  /**
   * Events that a run emits.
   *
   * @param maxEmitted how many; 0 to 100,000
   * @param maxEventBytes of one's key, payload as JSON, and headers together; 2 to 10,000,000
   * @param maxDepth an execution of this depth emits nothing; 0 to 1,000
   */
  public record Events(int maxEmitted, int maxEventBytes, int maxDepth) {

    public Events {
      check("maxEmitted", maxEmitted, 0, 100_000);
      check("maxEventBytes", maxEventBytes, 2, 10_000_000);
      check("maxDepth", maxDepth, 0, 1_000);
    }
  }

  public Duration wallClock() {
    return time.wallClock();
  }

  public Duration cpu() {
    return time.cpu();
  }

  /**
   * The same limits but for some: {@code limits.with(l -> l.cpu = Duration.ofSeconds(1))}.
   *
   * @throws IllegalArgumentException when a value is out of its range
   */
  public ScriptLimits with(Consumer<Change> change) {
    Change changed = new Change(this);
    change.accept(changed);
    return changed.limits();
  }

  /** Limits on their way to being changed. */
  public static final class Change {

    public Duration wallClock;
    public Duration cpu;
    public long maxAllocatedBytes;
    public int maxLogLines;
    public int maxLogMessageChars;
    public int maxLogDataChars;
    public int maxResultBytes;
    public int maxErrorChars;
    public int maxValueOperations;
    public int maxValueBytes;
    public int maxValueKeyChars;
    public int maxEmitted;
    public int maxEventBytes;
    public int maxDepth;
    public int maxTimers;

    private Change(ScriptLimits limits) {
      wallClock = limits.time.wallClock;
      cpu = limits.time.cpu;
      maxAllocatedBytes = limits.maxAllocatedBytes;
      maxLogLines = limits.output.maxLogLines;
      maxLogMessageChars = limits.output.maxLogMessageChars;
      maxLogDataChars = limits.output.maxLogDataChars;
      maxResultBytes = limits.output.maxResultBytes;
      maxErrorChars = limits.output.maxErrorChars;
      maxValueOperations = limits.values.maxOperations;
      maxValueBytes = limits.values.maxValueBytes;
      maxValueKeyChars = limits.values.maxKeyChars;
      maxEmitted = limits.events.maxEmitted;
      maxEventBytes = limits.events.maxEventBytes;
      maxDepth = limits.events.maxDepth;
      maxTimers = limits.maxTimers;
    }

    private ScriptLimits limits() {
      return new ScriptLimits(
          new Time(wallClock, cpu),
          maxAllocatedBytes,
          new Output(
              maxLogLines, maxLogMessageChars, maxLogDataChars, maxResultBytes, maxErrorChars),
          new Values(maxValueOperations, maxValueBytes, maxValueKeyChars),
          new Events(maxEmitted, maxEventBytes, maxDepth),
          maxTimers);
    }
  }

  private static void check(String name, Duration value) {
    if (value.compareTo(Duration.ofMillis(1)) < 0 || value.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException(name + " " + value + " must be between PT0.001S and PT1H");
    }
  }

  private static void check(String name, long value, long min, long max) {
    if (value < min || value > max) {
      throw new IllegalArgumentException(
          name + " " + value + " must be between " + min + " and " + max);
    }
  }
}
