package io.scriptmaster.benchmarks.candidates;

import io.scriptmaster.benchmarks.load.Workload;
import io.scriptmaster.benchmarks.surroundings.Vitals;
import io.scriptmaster.schemas.TopicCatalogue;
import java.io.IOException;
import java.time.Duration;

/** Something that makes executions of trigger events, in a process of its own. */
public interface Candidate {

  String name();

  /** Where it reads its events from and writes what it makes of them. */
  TopicCatalogue topics();

  /**
   * Starts it, and returns when it is at work. What was sent to its topic before is worked on from
   * the start.
   */
  Running start(Workload workload) throws IOException, InterruptedException;

  /** The id of the event that an output record answers. */
  String eventIdOf(byte[] output);

  /** Whether its outputs are what {@link OutputCheck} expects. */
  boolean isComplete();

  /** It at work; closing stops it. */
  interface Running extends AutoCloseable {

    Vitals vitals();

    Duration startTime();

    @Override
    void close();
  }
}
