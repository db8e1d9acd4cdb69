package io.scriptmaster.processors.history;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.serialization.StringSerializer;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps each execution by id and by time, and forgets those older than the retention, with their
 * log lines.
 */
final class KeepExecutionProcessor extends ContextualProcessor<String, Execution, Void, Void> {

  static final Duration FORGET_EVERY = Duration.ofMinutes(10);

  /** Per tenant and turn, so that a turn stays short; the rest goes at the next. */
  static final int FORGET_AT_MOST = 10_000;

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
    context.schedule(
        FORGET_EVERY,
        PunctuationType.WALL_CLOCK_TIME,
        now -> forget(Instant.ofEpochMilli(now).minus(retention)));
  }

  @Override
  public void process(Record<String, Execution> record) {
    Execution execution = record.value();
    String key =
        HistoryKeys.byTime(execution.getTenant(), execution.getStartedAt(), execution.getId());
    String id = HistoryKeys.execution(execution.getTenant(), execution.getId());
    String former = keys.get(id);
    if (former != null && !former.equals(key)) {
      byTime.delete(former);
    }
    byTime.put(key, execution);
    keys.put(id, key);
  }

  private void forget(Instant before) {
    String tenant = firstTenantFrom("");
    while (tenant != null) {
      forget(tenant, before);
      tenant = firstTenantFrom(HistoryKeys.afterAllOf(tenant));
    }
  }

  /** Leaps from tenant to tenant, over all keys of the one before. */
  private String firstTenantFrom(String key) {
    try (var rest = byTime.range(key, null)) {
      return rest.hasNext() ? rest.next().key.split("/", 2)[0] : null;
    }
  }

  private void forget(String tenant, Instant before) {
    List<String> expired = new ArrayList<>();
    List<String> ids = new ArrayList<>();
    try (var old =
        byTime.range(HistoryKeys.startingAt(tenant, before), HistoryKeys.afterAllOf(tenant))) {
      while (old.hasNext() && ids.size() < FORGET_AT_MOST) {
        var entry = old.next();
        expired.add(entry.key);
        ids.add(entry.value.getId());
      }
    }
    ids.forEach(id -> forgetExecution(HistoryKeys.execution(tenant, id)));
    expired.forEach(byTime::delete);
  }

  private void forgetExecution(String key) {
    keys.delete(key);
    List<String> lines = new ArrayList<>();
    try (var all = logLines.prefixScan(key + "/", new StringSerializer())) {
      all.forEachRemaining(entry -> lines.add(entry.key));
    }
    lines.forEach(logLines::delete);
  }
}
