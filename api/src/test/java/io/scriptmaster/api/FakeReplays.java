package io.scriptmaster.api;

import io.scriptmaster.api.kafka.KafkaUnavailableException;
import io.scriptmaster.api.replays.RecordContents;
import io.scriptmaster.api.replays.RecordPlace;
import io.scriptmaster.api.replays.Repeat;
import io.scriptmaster.api.replays.Repeats;
import io.scriptmaster.api.replays.Replays;
import io.scriptmaster.api.replays.StoredRecords;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.TenantId;
import io.scriptmaster.schemas.Topic;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.testkit.FakeRegistry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;

/** Records in memory, and what was asked to run again. */
final class FakeReplays implements StoredRecords, Repeats {

  final TopicCatalogue topics = TopicCatalogue.withDefaultPrefix();
  final List<Repeat> repeats = new ArrayList<>();
  final List<EntityChange> told = new ArrayList<>();

  /** Kafka does not acknowledge what is to run again. */
  boolean unavailable;

  private final AvroSerdes serdes = FakeRegistry.with(topics).serdes();
  private final Map<RecordPlace, byte[]> records = new HashMap<>();
  private final Consumer<EntityChange> listener;
  private Runnable consequence = () -> {};

  /**
   * @param listener hears what is told
   */
  FakeReplays(Consumer<EntityChange> listener) {
    this.listener = listener;
  }

  Replays parts() {
    return new Replays(this, new RecordContents(topics, serdes), this);
  }

  <V extends SpecificRecord> RecordPlace add(Topic<V> topic, int partition, long offset, V value) {
    RecordPlace place = new RecordPlace(topic.name(), partition, offset);
    records.put(place, bytes(topic, value));
    return place;
  }

  <V extends SpecificRecord> byte[] bytes(Topic<V> topic, V value) {
    return serdes.serializer(topic).serialize(topic.name(), value);
  }

  /** As a topic whose retention has passed. */
  void forget(RecordPlace place) {
    if (records.remove(place) == null) {
      throw new IllegalArgumentException("nothing is at " + place);
    }
  }

  /** What comes of it when something is told. */
  void then(Runnable newConsequence) {
    consequence = newConsequence;
  }

  List<ExecutionRequest> requests() {
    return repeats.stream()
        .filter(Repeat.OfExecution.class::isInstance)
        .map(repeat -> ((Repeat.OfExecution) repeat).request())
        .toList();
  }

  @Override
  public Map<RecordPlace, byte[]> values(TenantId tenant, List<RecordPlace> places) {
    return places.stream()
        .filter(records::containsKey)
        .collect(Collectors.toMap(place -> place, records::get));
  }

  @Override
  public void send(TenantId tenant, List<Repeat> sent) {
    if (unavailable) {
      throw new KafkaUnavailableException("Kafka did not acknowledge everything", null);
    }
    repeats.addAll(sent);
  }

  @Override
  public void tell(TenantId tenant, List<EntityChange> changes) {
    told.addAll(changes);
    changes.forEach(listener);
    consequence.run();
  }
}
