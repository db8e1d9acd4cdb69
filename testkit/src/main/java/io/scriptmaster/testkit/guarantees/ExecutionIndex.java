package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.execution.Execution;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Finds written executions by what was expected, and by their ids. */
final class ExecutionIndex {

  private final Map<String, Execution> byId = new HashMap<>();
  private final Map<Trigger, Execution> byTrigger = new HashMap<>();

  private record Trigger(String tenant, String script, String triggerId) {}

  ExecutionIndex(List<ConsumerRecord<String, Execution>> executions) {
    for (ConsumerRecord<String, Execution> record : executions) {
      Execution execution = record.value();
      byId.putIfAbsent(execution.getId(), execution);
      byTrigger.putIfAbsent(
          new Trigger(execution.getTenant(), execution.getScript(), execution.getTriggerId()),
          execution);
    }
  }

  Optional<Execution> byId(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Optional<Execution> find(ExpectedExecution.Name name) {
    return triggerId(name).map(id -> byTrigger.get(new Trigger(name.tenant(), name.script(), id)));
  }

  /** Empty where the execution that should have emitted its trigger is missing. */
  private Optional<String> triggerId(ExpectedExecution.Name name) {
    return switch (name.cause()) {
      case Cause.Upstream(var eventId) -> Optional.of(eventId);
      case Cause.Emitted(var by, var number) -> find(by).map(it -> it.getId() + "-" + number);
    };
  }
}
