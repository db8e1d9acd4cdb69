package io.scriptmaster.testkit.guarantees;

import io.scriptmaster.event.ScriptEvent;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Executions of one key are written in the order of their triggers, and so are their log lines: no
 * line of a later one before all of an earlier one are there.
 */
public final class OrderPerKey implements Guarantee {

  @Override
  public List<String> breaches(Workload workload, Written written) {
    List<String> breaches = new ArrayList<>();
    Positions positions = new Positions(workload, written.events());
    ofExecutions(written, positions, breaches);
    ofLogLines(written, positions, breaches);
    return breaches;
  }

  /** A line of events: those of one key, upstream ones and emitted ones apart. */
  private record Lane(String tenant, String script, String key, boolean emitted) {}

  private record Place(long trigger, int line) implements Comparable<Place> {
    @Override
    public int compareTo(Place other) {
      int byTrigger = Long.compare(trigger, other.trigger);
      return byTrigger != 0 ? byTrigger : Integer.compare(line, other.line);
    }
  }

  private static void ofExecutions(Written written, Positions positions, List<String> breaches) {
    Map<Lane, Place> last = new HashMap<>();
    for (ConsumerRecord<String, Execution> record : written.executions()) {
      Execution execution = record.value();
      positions
          .of(execution)
          .ifPresent(
              position ->
                  advance(
                      last,
                      positions.lane(execution),
                      new Place(position, 0),
                      "execution %s of trigger %s"
                          .formatted(execution.getId(), execution.getTriggerId()),
                      breaches));
    }
  }

  private static void ofLogLines(Written written, Positions positions, List<String> breaches) {
    ExecutionIndex index = new ExecutionIndex(written.executions());
    Map<Lane, Place> last = new HashMap<>();
    for (ConsumerRecord<String, LogLine> record : written.logLines()) {
      LogLine line = record.value();
      index
          .byId(line.getExecutionId())
          .ifPresent(
              execution ->
                  positions
                      .of(execution)
                      .ifPresent(
                          position ->
                              advance(
                                  last,
                                  positions.lane(execution),
                                  new Place(position, line.getSequence()),
                                  "line %d of execution %s of trigger %s"
                                      .formatted(
                                          line.getSequence(),
                                          execution.getId(),
                                          execution.getTriggerId()),
                                  breaches)));
    }
  }

  private static void advance(
      Map<Lane, Place> last, Lane lane, Place place, String what, List<String> breaches) {
    Place before = last.put(lane, place);
    if (before != null && before.compareTo(place) >= 0) {
      breaches.add("%s comes after %s of %s".formatted(what, before, lane));
    }
  }

  /** When each trigger came. Events without a key have no order. */
  private static final class Positions {

    private final Workload workload;
    private final Map<String, Long> emitted = new HashMap<>();

    Positions(Workload workload, List<ConsumerRecord<String, ScriptEvent>> events) {
      this.workload = workload;
      for (ConsumerRecord<String, ScriptEvent> event : events) {
        emitted.putIfAbsent(event.value().getId(), event.offset());
      }
    }

    Optional<Long> of(Execution execution) {
      if (execution.getKey() == null) {
        return Optional.empty();
      }
      return isEmitted(execution)
          ? Optional.of(emitted.get(execution.getTriggerId()))
          : workload
              .position(execution.getTenant(), execution.getTriggerId())
              .map(Integer::longValue);
    }

    Lane lane(Execution execution) {
      return new Lane(
          execution.getTenant(), execution.getScript(), execution.getKey(), isEmitted(execution));
    }

    private boolean isEmitted(Execution execution) {
      return emitted.containsKey(execution.getTriggerId());
    }
  }
}
