package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.processors.streams.Origin;
import io.scriptmaster.processors.streams.RecordGate;
import io.scriptmaster.processors.streams.StreamConsumers;
import io.scriptmaster.processors.streams.TaskObject;
import io.scriptmaster.processors.streams.WallClockPunctuation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Hands a record with its origin to {@link ReadTriggerEvent}, and forwards the intake keyed by
 * tenant. What {@link PostponedEvents} take it passes over, and reads again between polls.
 */
final class ReadTriggerEventProcessor implements Processor<byte[], byte[], String, Intake> {

  /**
   * On a record that this platform sent to its tenant's partition: {@code partition@offset} where
   * it was found.
   */
  static final String REROUTED_FROM = "scriptmaster.rerouted-from";

  /** The least that there is: between two polls. */
  private static final Duration BETWEEN_POLLS = Duration.ofMillis(1);

  /**
   * While new records come, somebody may be behind them: what was postponed is then read for one
   * part of the time in so many.
   */
  private static final int SHARE = 10;

  private final TriggerTopic topic;
  private final ExecutionMetrics metrics;
  private final StreamConsumers consumers;

  private ProcessorContext<String, Intake> context;
  private ReadTriggerEvent decision;
  private PostponedEvents postponed;
  private RecordGate gate;
  private TopicPartition partition;
  private ReadPostponed again;
  private Cancellable turns;
  private boolean arrived;
  private long turnEnded;
  private long turnLasted;

  ReadTriggerEventProcessor(
      TriggerTopic topic, ExecutionMetrics metrics, StreamConsumers consumers) {
    this.topic = topic;
    this.metrics = metrics;
    this.consumers = consumers;
  }

  @Override
  public void init(ProcessorContext<String, Intake> context) {
    this.context = context;
    this.decision =
        new ReadTriggerEvent(topic.avro(), topic.partitions(), new KnownTenants(context)::exists);
    this.postponed =
        context.<TaskObject<PostponedEvents>>getStateStore(PostponedEvents.OBJECT).get();
    this.again =
        new ReadPostponed(
            postponed, () -> topic.reader(context.taskId().partition()), this::read, this::lost);
    this.gate = this::pass;
    this.partition = new TopicPartition(topic.name(), context.taskId().partition());
    consumers.putGate(partition, gate);
    this.turns = WallClockPunctuation.schedule(context, BETWEEN_POLLS, this::readPostponed);
  }

  /** New records first: those whom a flood holds up are among them. */
  private void readPostponed(long at) {
    long begun = System.nanoTime();
    if (arrived && begun - turnEnded < (SHARE - 1) * turnLasted) {
      return;
    }
    arrived = false;
    boolean more = again.proceed();
    turnEnded = System.nanoTime();
    turnLasted = turnEnded - begun;
    if (more) {
      // Nothing else may end the poll that comes next.
      consumers.wakeUpOfThisThread().run();
    }
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    arrived = true;
    if (postponed.postpone(record.key(), place.offset())) {
      metrics.postponed(1);
      return;
    }
    read(
        new Origin(
            place.topic(),
            place.partition(),
            place.offset(),
            record.timestamp(),
            record.key(),
            record.value()),
        record.headers());
  }

  private void read(ConsumerRecord<byte[], byte[]> record) {
    read(
        new Origin(
            record.topic(),
            record.partition(),
            record.offset(),
            record.timestamp(),
            record.key(),
            record.value()),
        record.headers());
  }

  private void read(Origin origin, Headers headers) {
    boolean reroutedBefore = headers.lastHeader(REROUTED_FROM) != null;
    forward(decision.read(origin, reroutedBefore, now()), origin);
  }

  /** Retention was shorter than the tenant's backlog: said, as nobody can run them any more. */
  private void lost(PostponedOffsets range, long earliest) {
    Origin first =
        new Origin(topic.name(), context.taskId().partition(), range.next(), -1, null, null);
    DeadLetter letter =
        first.deadLetter(
            range.tenant(),
            "retention_passed",
            "the events of the tenant from offset %d to before %d waited longer than the topic keeps them"
                .formatted(range.next(), range.goneBefore(earliest)),
            now());
    forward(new Intake.Refused(letter), first);
  }

  private Instant now() {
    return Instant.ofEpochMilli(context.currentSystemTimeMs());
  }

  private void forward(Intake intake, Origin origin) {
    switch (intake) {
      case Intake.Accepted(var trigger) ->
          context.forward(
              new Record<>(
                  trigger.event().getTenant(), intake, timestamp(origin), new RecordHeaders()));
      case Intake.Misplaced(var tenant, var value) -> {
        metrics.rerouted();
        context.forward(
            new Record<>(tenant.value(), intake, timestamp(origin), reroutedFrom(origin)));
      }
      case Intake.Refused(var letter) -> {
        metrics.setAside(letter);
        context.forward(
            new Record<>(letter.getTenant(), intake, timestamp(origin), new RecordHeaders()));
      }
    }
  }

  private long timestamp(Origin origin) {
    return origin.timestamp() < 0 ? context.currentSystemTimeMs() : origin.timestamp();
  }

  private static Headers reroutedFrom(Origin place) {
    return new RecordHeaders()
        .add(REROUTED_FROM, "%d@%d".formatted(place.partition(), place.offset()).getBytes(UTF_8));
  }

  @Override
  public void close() {
    consumers.removeGate(partition, gate);
    turns.cancel();
    again.close();
  }

  private List<ConsumerRecord<byte[], byte[]>> pass(List<ConsumerRecord<byte[], byte[]>> polled) {
    List<ConsumerRecord<byte[], byte[]>> passed = postponed.pass(polled);
    metrics.postponed(polled.size() - passed.size());
    return passed;
  }
}
