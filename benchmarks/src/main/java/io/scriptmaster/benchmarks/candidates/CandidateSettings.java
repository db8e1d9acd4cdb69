package io.scriptmaster.benchmarks.candidates;

import java.util.List;

/**
 * What all candidates have in common.
 *
 * @param emit whether the small workload emits an event
 * @param javaOptions of every candidate's JVM
 */
public record CandidateSettings(boolean emit, List<String> javaOptions) {

  public CandidateSettings {
    javaOptions = List.copyOf(javaOptions);
  }
}
