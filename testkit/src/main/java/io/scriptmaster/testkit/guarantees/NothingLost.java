package io.scriptmaster.testkit.guarantees;

import java.util.List;

/** Of every trigger there is an execution of each script that listens to it. */
public final class NothingLost implements Guarantee {

  @Override
  public List<String> breaches(Workload workload, Written written) {
    ExecutionIndex index = new ExecutionIndex(written.executions());
    return workload.executions().stream()
        .filter(expected -> index.find(expected.name()).isEmpty())
        .map(expected -> "there is no execution of " + expected.name())
        .toList();
  }
}
