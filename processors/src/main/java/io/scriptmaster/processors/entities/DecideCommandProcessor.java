package io.scriptmaster.processors.entities;

import io.scriptmaster.command.Command;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.processors.streams.LiveSegment;
import java.time.Duration;
import java.time.Instant;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.api.FixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;
import org.apache.kafka.streams.state.WindowStore;

/**
 * Loads the state, calls the decision, saves the changes and forwards the verdict.
 *
 * <p>A command whose id was decided within the last day gets the same verdict and changes nothing;
 * one that asks for something else under that id is refused.
 */
final class DecideCommandProcessor implements FixedKeyProcessor<String, Command, Verdict> {

  /** The verdicts of the last day by {@code tenant/command id}. */
  static final String VERDICTS = "verdicts";

  static final Duration REMEMBERED = Duration.ofDays(1);

  private final EntityValues values;

  private FixedKeyProcessorContext<String, Verdict> context;
  private EntityStores stores;
  private WindowStore<String, CommandResult> verdicts;
  private DecideCommand decision;
  private Cancellable segment;

  DecideCommandProcessor(EntityValues values) {
    this.values = values;
  }

  @Override
  public void init(FixedKeyProcessorContext<String, Verdict> context) {
    this.context = context;
    this.stores = new EntityStores(context, values);
    this.verdicts = context.getStateStore(VERDICTS);
    this.segment = LiveSegment.keep(context, verdicts);
    this.decision = new DecideCommand(stores::of);
  }

  @Override
  public void process(FixedKeyRecord<String, Command> record) {
    Instant now = Instant.ofEpochMilli(context.currentSystemTimeMs());
    context.forward(record.withValue(decide(record.value(), now)));
  }

  private Verdict decide(Command command, Instant now) {
    String key = "%s/%s".formatted(command.getTenant(), command.getId());
    try (var before = verdicts.backwardFetch(key, now.minus(REMEMBERED), now)) {
      if (before.hasNext()) {
        return Verdict.again(before.next().value, command, now);
      }
    }
    Verdict verdict = decision.decide(command, now);
    verdict.states().forEach(stores::apply);
    verdicts.put(key, verdict.result(), now.toEpochMilli());
    return verdict;
  }

  @Override
  public void close() {
    segment.cancel();
  }
}
