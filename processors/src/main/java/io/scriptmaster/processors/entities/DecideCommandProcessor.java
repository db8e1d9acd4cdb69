package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import java.time.Instant;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

/** Loads the state, calls the decision, saves the change and forwards the verdict. */
final class DecideCommandProcessor implements FixedKeyProcessor<String, Command, Verdict> {

  private FixedKeyProcessorContext<String, Verdict> context;
  private EntityStores stores;
  private DecideCommand decision;

  @Override
  public void init(FixedKeyProcessorContext<String, Verdict> context) {
    this.context = context;
    this.stores = new EntityStores(context);
    this.decision = new DecideCommand(stores);
  }

  @Override
  public void process(FixedKeyRecord<String, Command> record) {
    Verdict verdict =
        decision.decide(record.value(), Instant.ofEpochMilli(context.currentSystemTimeMs()));
    verdict.change().ifPresent(stores::apply);
    context.forward(record.withValue(verdict));
  }
}
