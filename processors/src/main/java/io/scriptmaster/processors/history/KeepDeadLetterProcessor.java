package io.scriptmaster.processors.history;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.entity.EntityChange;
import java.time.Duration;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Keeps each dead letter of a tenant by time and where it is, and forgets those older than the
 * retention.
 *
 * <p>Not its key and value: they are as large as a record may be, and a changelog would keep them
 * once more.
 */
final class KeepDeadLetterProcessor extends ContextualProcessor<String, DeadLetter, Void, Void> {

  private final Duration retention;

  private KeyValueStore<String, DeadLetter> byTime;
  private KeyValueStore<String, String> places;
  private KeyValueStore<String, EntityChange> redrives;

  KeepDeadLetterProcessor(Duration retention) {
    this.retention = retention;
  }

  @Override
  public void init(ProcessorContext<Void, Void> context) {
    super.init(context);
    byTime = context.getStateStore(HistoryTopology.DEAD_LETTERS_BY_TIME);
    places = context.getStateStore(HistoryTopology.DEAD_LETTER_PLACES);
    redrives = context.getStateStore(HistoryTopology.REDRIVES_BY_LETTER);
    new OldEntries<>(byTime).forgetAfter(retention, context, this::forget);
  }

  @Override
  public void process(Record<String, DeadLetter> record) {
    DeadLetter letter = record.value();
    if (letter.getTenant() != null) {
      keep(letter, context().recordMetadata().orElseThrow());
    }
  }

  private void keep(DeadLetter letter, RecordMetadata place) {
    String key = HistoryKeys.byTime(letter.getTenant(), letter.getFailedAt(), letter.getId());
    String id = HistoryKeys.letter(letter.getTenant(), letter.getId());
    DeadLetterPlace.keyByTimeInNullable(places.get(id)).ifPresent(byTime::delete);
    byTime.put(key, DeadLetter.newBuilder(letter).setKey(null).setValue(null).build());
    places.put(id, DeadLetterPlace.kept(place.partition(), place.offset(), key));
  }

  private void forget(DeadLetter letter) {
    String id = HistoryKeys.letter(letter.getTenant(), letter.getId());
    places.delete(id);
    redrives.delete(id);
  }
}
