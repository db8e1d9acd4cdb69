package io.scriptmaster.processors.executions;

import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/**
 * Finds the scripts that an event starts and runs them one after another, on the stream thread.
 *
 * <p>So a script holds up its partition for as long as its wall-clock limit allows, and all scripts
 * of an event together for as long as {@link #EVENT_BUDGET}: what is left then is recorded as
 * {@code aborted}, because the transaction must end before its timeout.
 */
final class RunScriptsProcessor
    implements FixedKeyProcessor<String, TriggerEvent, FinishedExecution> {

  /** Far below the transaction timeout of {@code StreamsApplication}. */
  static final Duration EVENT_BUDGET = Duration.ofSeconds(30);

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
    long started = context.currentSystemTimeMs();
    for (Admission admission :
        AdmitExecutions.admit(event, stores.listeners(tenant), id -> stores.script(tenant, id))) {
      long now = context.currentSystemTimeMs();
      Instant at = Instant.ofEpochMilli(now);
      context.forward(
          record.withValue(
              now - started < EVENT_BUDGET.toMillis()
                  ? execute.execute(event, admission, at)
                  : execute.abort(event, admission, at, EVENT_BUDGET)));
    }
  }
}
