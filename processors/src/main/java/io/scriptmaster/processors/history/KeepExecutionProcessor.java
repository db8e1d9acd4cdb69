package io.scriptmaster.processors.history;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps each execution by id and by time, and forgets those older than the retention, with their
 * log lines.
 */
final class KeepExecutionProcessor extends ContextualProcessor<String, Execution, Void, Void> {

  private final Duration retention;

  private KeyValueStore<String, String> keys;
  private KeyValueStore<String, Execution> byTime;
  private KeyValueStore<String, LogLine> logLines;

  KeepExecutionProcessor(Duration retention) {
    this.retention = retention;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    keys = context.getStateStore(HistoryTopology.EXECUTION_KEYS);
    byTime = context.getStateStore(HistoryTopology.EXECUTIONS_BY_TIME);
    logLines = context.getStateStore(HistoryTopology.LOG_LINES);
    new OldEntries<>(byTime).forgetAfter(retention, context, this::forget);
  }

  @Override
  public void process(Record<String, Execution> record) {
    Execution execution = record.value();
    String key =
        HistoryKeys.byTime(execution.getTenant(), execution.getStartedAt(), execution.getId());
    byTime.put(key, execution);
    // Without a look at what was there: an id comes twice only where a producer repeats an event
    // after a day, and then both ran.
    keys.put(HistoryKeys.execution(execution.getTenant(), execution.getId()), key);
  }

  private void forget(Execution execution) {
    String id = HistoryKeys.execution(execution.getTenant(), execution.getId());
    if (!isLatest(id, execution)) {
      return;
    }
    keys.delete(id);
    List<String> lines = new ArrayList<>();
    try (var all = logLines.prefixScan(id + "/", new StringSerializer())) {
      all.forEachRemaining(entry -> lines.add(entry.key));
    }
    lines.forEach(logLines::delete);
  }

  /** Whether the id does not lead to a later execution. */
  private boolean isLatest(String id, Execution execution) {
    return HistoryKeys.byTime(execution.getTenant(), execution.getStartedAt(), execution.getId())
        .equals(keys.get(id));
  }
}
