package io.scriptmaster.testkit.guarantees;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a test sends, in the order in which it sends it, and what has to come of it. Filled by one
 * thread.
 *
 * <p>Every tenant has a mark: a text that its payloads carry and no other tenant's do.
 */
public final class Workload {

  private final List<ProducedEvent> produced = new ArrayList<>();
  private final Map<EventName, Integer> positions = new HashMap<>();
  private final Map<ExpectedExecution.Name, ExpectedExecution> executions = new LinkedHashMap<>();
  private final Map<String, ExpectedValue> values = new LinkedHashMap<>();

  private record EventName(String tenant, String id) {}

  /** A text that is in what this tenant alone has. */
  public static String mark(String tenant) {
    return "<<" + tenant + ">>";
  }

  /** An event is sent; a second one of the same id is a repetition, of which nothing may come. */
  public void produced(ProducedEvent event) {
    positions.putIfAbsent(new EventName(event.tenant(), event.id()), produced.size());
    produced.add(event);
  }

  public void expect(ExpectedExecution execution) {
    if (executions.put(execution.name(), execution) != null) {
      throw new IllegalArgumentException(execution.name() + " is expected twice");
    }
  }

  /**
   * @param key {@code tenant/key}
   */
  public void expectValue(String key, ExpectedValue value) {
    values.put(key, value);
  }

  /** In the order of sending, repetitions included. */
  public List<ProducedEvent> produced() {
    return List.copyOf(produced);
  }

  public List<ExpectedExecution> executions() {
    return List.copyOf(executions.values());
  }

  /** By {@code tenant/key}. */
  public Map<String, ExpectedValue> values() {
    return Map.copyOf(values);
  }

  /** When the event was first sent, counted from 0; empty where it was not. */
  Optional<Integer> position(String tenant, String eventId) {
    return Optional.ofNullable(positions.get(new EventName(tenant, eventId)));
  }
}
