package io.scriptmaster.api.replays;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.schedule.ScheduleEvent;
import io.scriptmaster.schemas.AvroSerdes;
import io.scriptmaster.schemas.Decoded;
import io.scriptmaster.schemas.TopicCatalogue;
import io.scriptmaster.schemas.UntrustedAvro;
import java.util.Optional;

/**
 * Reads values of the topics that start executions. Anybody may have written them. Safe for use by
 * several threads.
 */
public final class RecordContents {

  private final TopicCatalogue topics;
  private final UntrustedAvro<TriggerEvent> upstream;
  private final UntrustedAvro<ScriptEvent> emitted;
  private final UntrustedAvro<ScheduleEvent> due;
  private final UntrustedAvro<ExecutionRequest> requested;
  private final UntrustedAvro<DeadLetter> letters;

  public RecordContents(TopicCatalogue topics, AvroSerdes serdes) {
    this.topics = topics;
    this.upstream = serdes.untrusted(topics.triggerEvents());
    this.emitted = serdes.untrusted(topics.scriptEvents());
    this.due = serdes.untrusted(topics.scheduleEvents());
    this.requested = serdes.untrusted(topics.webRequests());
    this.letters = serdes.untrusted(topics.deadLetters());
  }

  public TopicCatalogue topics() {
    return topics;
  }

  /** What a value of a topic is; unknown for topics that start nothing. */
  public RecordContent of(String topic, byte[] value) {
    if (topic.equals(topics.triggerEvents().name())) {
      return valid(upstream, value)
          .<RecordContent>map(RecordContent.Upstream::new)
          .orElseGet(RecordContent.Unknown::new);
    }
    if (topic.equals(topics.scriptEvents().name())) {
      return valid(emitted, value)
          .<RecordContent>map(RecordContent.Emitted::new)
          .orElseGet(RecordContent.Unknown::new);
    }
    if (topic.equals(topics.scheduleEvents().name())) {
      return valid(due, value)
          .<RecordContent>map(RecordContent.Due::new)
          .orElseGet(RecordContent.Unknown::new);
    }
    return topic.equals(topics.webRequests().name())
        ? ofRequest(value)
        : new RecordContent.Unknown();
  }

  /** What a value is that should be an {@link ExecutionRequest}. */
  public RecordContent ofRequest(byte[] value) {
    return valid(requested, value)
        .<RecordContent>map(RecordContent.Requested::new)
        .orElseGet(RecordContent.Unknown::new);
  }

  /** A dead letter as it was written. */
  public Optional<DeadLetter> letter(byte[] value) {
    return valid(letters, value);
  }

  private static <V> Optional<V> valid(UntrustedAvro<? extends V> avro, byte[] value) {
    return avro.decode(value) instanceof Decoded.Valid<? extends V>(var record)
        ? Optional.of(record)
        : Optional.empty();
  }
}
