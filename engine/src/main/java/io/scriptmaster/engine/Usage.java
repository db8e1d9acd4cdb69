package io.scriptmaster.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;

/**
 * What a run used.
 *
 * @param elapsed wall time from the start to the end, reading of the source and waiting for timers
 *     included
 * @param cpu time on a processor, waiting not included
 * @param allocatedBytes everything ever allocated, freed or not
 */
public record Usage(Duration elapsed, Duration cpu, long allocatedBytes) {

  public Usage {
    requireNonNull(elapsed, "elapsed");
    requireNonNull(cpu, "cpu");
  }
}
