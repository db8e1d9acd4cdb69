package io.scriptmaster.processors.executions;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Finds the scripts that an event starts and runs them one after another, on the stream thread.
 *
 * <p>So a script holds up its partition for as long as its wall-clock limit allows; the limit is
 * far below the transaction timeout.
 */
final class RunScriptsProcessor
    implements FixedKeyProcessor<String, TriggerEvent, FinishedExecution> {

  private final ExecuteScript execute;

  private FixedKeyProcessorContext<String, FinishedExecution> context;
  private ExecutionStores stores;

  RunScriptsProcessor(ExecuteScript execute) {
    this.execute = execute;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, FinishedExecution> context) {
    this.context = context;
    this.stores = new ExecutionStores(context);
  }

  @Override
  public void process(FixedKeyRecord<String, TriggerEvent> record) {
    TriggerEvent event = record.value();
    TenantId tenant = new TenantId(event.getTenant());
    for (Admission admission :
        AdmitExecutions.admit(event, stores.listeners(tenant), id -> stores.script(tenant, id))) {
      Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
      context.forward(record.withValue(execute.execute(event, admission, now)));
    }
  }
}
