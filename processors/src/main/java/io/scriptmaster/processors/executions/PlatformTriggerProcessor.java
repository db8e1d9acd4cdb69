package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.TriggerOrigin;
import java.util.function.BiFunction;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.processor.api.RecordMetadata;

/** Makes a trigger of a record that this platform wrote, with the place where it is. */
final class PlatformTriggerProcessor<V> extends ContextualFixedKeyProcessor<String, V, Trigger> {

  private final BiFunction<V, TriggerOrigin, Trigger> trigger;

  PlatformTriggerProcessor(BiFunction<V, TriggerOrigin, Trigger> trigger) {
    this.trigger = trigger;
  }

  @Override
  public void process(FixedKeyRecord<String, V> record) {
    RecordMetadata place =
        context()
            .recordMetadata()
            .orElseThrow(() -> new IllegalStateException("a record without an origin"));
    TriggerOrigin origin = new TriggerOrigin(place.topic(), place.partition(), place.offset());
    context().forward(record.withValue(trigger.apply(record.value(), origin)));
  }
}
