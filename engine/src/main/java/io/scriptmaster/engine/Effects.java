package io.scriptmaster.engine;

import java.util.List;

/**
 * What a run that succeeded wants done, all or nothing.
 *
 * @param values in the order of each key's first write; a key's last write, once per key
 * @param events in the order they were emitted
 */
public record Effects(List<ValueWrite> values, List<EmittedEvent> events) {

  public static final Effects NONE = new Effects(List.of(), List.of());

  public Effects {
    values = List.copyOf(values);
    events = List.copyOf(events);
  }
}
