package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.util.List;

/** An execution with everything it said, committed together. */
record FinishedExecution(Execution execution, List<LogLine> logLines) {

  FinishedExecution {
    logLines = List.copyOf(logLines);
  }
}
