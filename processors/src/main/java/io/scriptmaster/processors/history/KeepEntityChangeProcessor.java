package io.scriptmaster.processors.history;

import io.scriptmaster.entity.EntityChange;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps each change by time; the audit is not forgotten with the executions. */
final class KeepEntityChangeProcessor
    extends ContextualProcessor<String, EntityChange, Void, Void> {

  private KeyValueStore<String, EntityChange> byTime;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    byTime = context.getStateStore(HistoryTopology.CHANGES_BY_TIME);
  }

  @Override
  public void process(Record<String, EntityChange> record) {
    EntityChange change = record.value();
    byTime.put(HistoryKeys.byTime(change.getTenant(), change.getAt(), change.getId()), change);
  }
}
