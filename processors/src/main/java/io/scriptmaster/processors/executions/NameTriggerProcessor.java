package io.scriptmaster.processors.executions;

import io.scriptmaster.execution.Execution;
import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Gives each execution the {@link TriggerHeader}, and no other header. */
final class NameTriggerProcessor extends ContextualFixedKeyProcessor<String, Execution, Execution> {

  @Override
  public void process(FixedKeyRecord<String, Execution> record) {
    context().forward(record.withHeaders(TriggerHeader.of(record.value().getTrigger())));
  }
}
