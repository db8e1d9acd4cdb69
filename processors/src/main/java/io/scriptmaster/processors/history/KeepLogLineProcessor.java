package io.scriptmaster.processors.history;

import io.scriptmaster.execution.LogLine;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each log line under its execution and sequence. */
final class KeepLogLineProcessor extends ContextualProcessor<String, LogLine, Void, Void> {

  private KeyValueStore<String, LogLine> lines;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    lines = context.getStateStore(HistoryTopology.LOG_LINES);
  }

  @Override
  public void process(Record<String, LogLine> record) {
    LogLine line = record.value();
    lines.put(
        HistoryKeys.logLine(line.getTenant(), line.getExecutionId(), line.getSequence()), line);
  }
}
