package io.scriptmaster.scheduler;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.processors.executions.TriggerHeader;
import java.util.Optional;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;

/**
 * Reads the executions of schedules, and of all others only the header that tells them apart. A
 * record without that header is decoded.
 */
final class EndedExecutionDeserializer implements Deserializer<Optional<ScheduleInput.Ended>> {

  private final Deserializer<Execution> executions;

  EndedExecutionDeserializer(Deserializer<Execution> executions) {
    this.executions = executions;
  }

  static Serde<Optional<ScheduleInput.Ended>> serde(Deserializer<Execution> executions) {
    return Serdes.serdeFrom(
        (topic, _) -> {
          throw new UnsupportedOperationException(topic + " is only read here");
        },
        new EndedExecutionDeserializer(executions));
  }

  @Override
  public Optional<ScheduleInput.Ended> deserialize(String topic, Headers headers, byte[] value) {
    return TriggerHeader.read(headers).filter(it -> !it.equals(EndedExecution.TRIGGER)).isPresent()
        ? Optional.empty()
        : deserialize(topic, value);
  }

  @Override
  public Optional<ScheduleInput.Ended> deserialize(String topic, byte[] value) {
    return Optional.ofNullable(executions.deserialize(topic, value))
        .flatMap(
            execution ->
                EndedExecution.of(execution)
                    .map(it -> new ScheduleInput.Ended(execution.getTenant(), it)));
  }
}
