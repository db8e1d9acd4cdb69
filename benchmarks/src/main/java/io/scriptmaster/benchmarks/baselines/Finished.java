package io.scriptmaster.benchmarks.baselines;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.util.List;

/** What the Java application makes of one event. */
record Finished(Execution execution, List<LogLine> logLines, List<ScriptEvent> emitted) {}
