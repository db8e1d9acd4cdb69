package io.scriptmaster.processors.history;

import io.scriptmaster.entity.EntityChange;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/** Keeps the last redrive of each dead letter; it is forgotten with the letter. */
final class KeepRedriveProcessor extends ContextualProcessor<String, EntityChange, Void, Void> {

  private KeyValueStore<String, EntityChange> redrives;

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    redrives = context.getStateStore(HistoryTopology.REDRIVES_BY_LETTER);
  }

  @Override
  public void process(Record<String, EntityChange> record) {
    EntityChange change = record.value();
    redrives.put(HistoryKeys.letter(change.getTenant(), change.getEntity()), change);
  }
}
