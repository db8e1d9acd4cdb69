package io.scriptmaster.engine;

import java.util.Optional;

/** What a run may use of the machine, and whether it has used more. */
final class Budget {

  private final ScriptLimits limits;
  private final Meter meter;

  Budget(ScriptLimits limits, Meter meter) {
    this.limits = limits;
    this.meter = meter;
  }

  /**
   * Processor time comes first: who looks late, because the machine is busy, finds the wall clock
   * limit exceeded as well, and an endless loop is to be told as what it is.
   */
  Optional<Stop> spent() {
    if (meter.cpuNanos() > limits.cpu().toNanos()) {
      return exceeded(
          ScriptError.CPU_LIMIT,
          "the limit of " + limits.cpu().toMillis() + " ms of processor time");
    }
    if (meter.elapsedNanos() > limits.wallClock().toNanos()) {
      return Optional.of(new Stop.TimeUp());
    }
    if (meter.allocatedBytes() / ScriptLimits.ALLOCATED_PER_HELD > limits.maxAllocatedBytes()) {
      return exceeded(
          ScriptError.MEMORY_LIMIT,
          "%d times the limit of %d MB of memory, allocated in all"
              .formatted(ScriptLimits.ALLOCATED_PER_HELD, limits.maxAllocatedBytes() >> 20));
    }
    return Optional.empty();
  }

  long maxHeldBytes() {
    return Math.min(limits.maxAllocatedBytes(), Heap.SHARE_OF_ONE);
  }

  /** It may hold more than that. */
  Stop heldTooMuch() {
    return new Stop.Exceeded(
        ScriptError.MEMORY_LIMIT,
        "the limit of %d MB of memory, with %d MB allocated in all"
            .formatted(maxHeldBytes() >> 20, meter.allocatedBytes() >> 20));
  }

  long wallNanosLeft() {
    return limits.wallClock().toNanos() - meter.elapsedNanos();
  }

  private static Optional<Stop> exceeded(String code, String what) {
    return Optional.of(new Stop.Exceeded(code, what));
  }
}
