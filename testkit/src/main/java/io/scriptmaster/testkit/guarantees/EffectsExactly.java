package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Executions, log lines, emitted events and dead letters are those that were expected, in content
 * too, and no others.
 *
 * <p>A missing execution is {@link NothingLost}'s to tell.
 */
public final class EffectsExactly implements Guarantee {

  @Override
  public List<String> breaches(Workload workload, Written written) {
    return new Comparison(written).with(workload);
  }

  private static final class Comparison {

    private final Written written;
    private final ExecutionIndex index;
    private final Map<String, List<LogLine>> lines;
    private final Map<String, List<ScriptEvent>> events;
    private final Map<String, List<DeadLetter>> letters;
    private final List<String> breaches = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    Comparison(Written written) {
      this.written = written;
      this.index = new ExecutionIndex(written.executions());
      this.lines = byExecution(written.logLines(), LogLine::getExecutionId);
      this.events = byExecution(written.events(), ScriptEvent::getExecutionId);
      this.letters =
          byExecution(
              written.deadLetters(),
              letter -> Optional.ofNullable(letter.getExecution()).orElse(""));
    }

    List<String> with(Workload workload) {
      for (ExpectedExecution expected : workload.executions()) {
        index
            .find(expected.name())
            .ifPresent(
                execution -> {
                  known.add(execution.getId());
                  compare(expected, execution);
                });
      }
      nothingElse();
      return breaches;
    }

    private void compare(ExpectedExecution expected, Execution execution) {
      String id = execution.getId();
      String name = "execution %s of %s".formatted(id, expected.name());
      same(name, "outcome", expected.outcome(), outcome(execution));
      same(name, "attempt", expected.attempt(), execution.getAttempt());
      same(name, "key", expected.key(), Optional.ofNullable(execution.getKey()));
      same(name, "valuesWritten", expected.valuesWritten(), execution.getValuesWritten());
      same(name, "emitted", expected.events().size(), execution.getEmitted());
      same(name, "logLines", expected.lines().size(), execution.getLogLines());
      compareLines(name, expected.lines(), lines.getOrDefault(id, List.of()));
      compareEvents(name, id, expected.events(), events.getOrDefault(id, List.of()));
      same(
          name,
          "dead letters",
          expected.deadLetter().stream().toList(),
          letters.getOrDefault(id, List.of()).stream().map(DeadLetter::getReason).toList());
    }

    private static String outcome(Execution execution) {
      return execution.getError() == null || execution.getOutcome().equals("failed")
          ? execution.getOutcome()
          : execution.getOutcome() + " (" + execution.getError().getMessage() + ")";
    }

    private void compareLines(
        String name, List<ExpectedExecution.Line> expected, List<LogLine> found) {
      same(name, "number of log lines", expected.size(), found.size());
      for (int n = 0; n < Math.min(expected.size(), found.size()); n++) {
        ExpectedExecution.Line line = expected.get(n);
        LogLine logged = found.get(n);
        same(name, "sequence of line " + n, n, logged.getSequence());
        same(name, "attempt of line " + n, line.attempt(), logged.getAttempt());
        same(name, "message of line " + n, line.message(), logged.getMessage());
        if (!Json.same(line.data().orElse(null), logged.getData())) {
          same(name, "data of line " + n, line.data().orElse(null), logged.getData());
        }
      }
    }

    private void compareEvents(
        String name, String id, List<ExpectedExecution.Event> expected, List<ScriptEvent> found) {
      same(name, "number of events", expected.size(), found.size());
      for (int n = 0; n < Math.min(expected.size(), found.size()); n++) {
        ExpectedExecution.Event event = expected.get(n);
        ScriptEvent emitted = found.get(n);
        same(name, "id of event " + n, id + "-" + n, emitted.getId());
        same(name, "type of event " + n, event.type(), emitted.getType());
        same(name, "key of event " + n, event.key(), Optional.ofNullable(emitted.getKey()));
        if (!Json.same(event.payload(), emitted.getPayload())) {
          same(name, "payload of event " + n, event.payload(), emitted.getPayload());
        }
      }
    }

    private void same(String name, String what, Object expected, Object found) {
      if (expected == null ? found != null : !expected.equals(found)) {
        breaches.add("%s of %s is %s and should be %s".formatted(what, name, found, expected));
      }
    }

    private void nothingElse() {
      for (ConsumerRecord<String, Execution> record : written.executions()) {
        if (!known.contains(record.value().getId())) {
          breaches.add("nobody expected the execution " + record.value());
        }
      }
      strangers("log lines", lines.keySet());
      strangers("events", events.keySet());
      letters.forEach(
          (execution, found) -> {
            if (!known.contains(execution)) {
              breaches.add(
                  "nobody expected the dead letter %s: %s %s"
                      .formatted(
                          found.getFirst().getId(),
                          found.getFirst().getReason(),
                          found.getFirst().getMessage()));
            }
          });
    }

    private void strangers(String what, Set<String> executions) {
      executions.stream()
          .filter(execution -> !known.contains(execution))
          .forEach(
              execution -> breaches.add("nobody expected %s of %s".formatted(what, execution)));
    }

    private static <V> Map<String, List<V>> byExecution(
        List<ConsumerRecord<String, V>> records, Function<V, String> execution) {
      Map<String, List<V>> found = new HashMap<>();
      for (ConsumerRecord<String, V> record : records) {
        found
            .computeIfAbsent(execution.apply(record.value()), _ -> new ArrayList<>())
            .add(record.value());
      }
      return found;
    }
  }
}
