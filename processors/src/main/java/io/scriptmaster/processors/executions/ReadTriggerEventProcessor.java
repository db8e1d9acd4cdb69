package io.scriptmaster.processors.executions;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.processors.streams.Origin;
import io.scriptmaster.schemas.UntrustedAvro;
import java.time.Instant;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/**
 * Hands a record with its origin to {@link ReadTriggerEvent}, and forwards the intake keyed by
 * tenant.
 */
final class ReadTriggerEventProcessor implements Processor<byte[], byte[], String, Intake> {

  /**
   * On a record that this platform sent to its tenant's partition: {@code partition@offset} where
   * it was found.
   */
  static final String REROUTED_FROM = "scriptmaster.rerouted-from";

  private final UntrustedAvro<TriggerEvent> avro;
  private final int partitions;
  private final ExecutionMetrics metrics;

  private ProcessorContext<String, Intake> context;
  private ReadTriggerEvent decision;

  ReadTriggerEventProcessor(
      UntrustedAvro<TriggerEvent> avro, int partitions, ExecutionMetrics metrics) {
    this.avro = avro;
    this.partitions = partitions;
    this.metrics = metrics;
  }

  @Override
  public void init(ProcessorContext<String, Intake> context) {
    this.context = context;
    this.decision = new ReadTriggerEvent(avro, partitions, new KnownTenants(context)::exists);
  }

  @Override
  public void process(Record<byte[], byte[]> record) {
    RecordMetadata place =
        context
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    Origin origin =
        new Origin(
            place.topic(),
            place.partition(),
            place.offset(),
            record.timestamp(),
            record.key(),
            record.value());
    boolean reroutedBefore = record.headers().lastHeader(REROUTED_FROM) != null;
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    forward(record, decision.read(origin, reroutedBefore, now), place);
  }

  private void forward(Record<byte[], byte[]> record, Intake intake, RecordMetadata place) {
    switch (intake) {
      case Intake.Accepted(var trigger) ->
          context.forward(
              new Record<>(
                  trigger.event().getTenant(), intake, record.timestamp(), new RecordHeaders()));
      case Intake.Misplaced(var tenant, var value) -> {
        metrics.rerouted();
        context.forward(
            new Record<>(tenant.value(), intake, record.timestamp(), reroutedFrom(place)));
      }
      case Intake.Refused(var letter) -> {
        metrics.setAside(letter);
        context.forward(
            new Record<>(letter.getTenant(), intake, record.timestamp(), new RecordHeaders()));
      }
    }
  }

  private static Headers reroutedFrom(RecordMetadata place) {
    return new RecordHeaders()
        .add(REROUTED_FROM, "%d@%d".formatted(place.partition(), place.offset()).getBytes(UTF_8));
  }
}
