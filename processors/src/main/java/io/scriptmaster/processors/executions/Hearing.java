package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Program;
import io.scriptmaster.entity.Listener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A listener as executions need it.
 *
 * @param filter says whether it wants an event
 * @param parks whether later events of a key wait when one has failed for good
 */
record Hearing(
    String listener,
    String script,
    List<EventTypePattern> patterns,
    Optional<Program> filter,
    boolean parks) {

  private static final String PARK = "park";

  /**
   * @param listener null where it is gone
   * @return empty where it hears nothing
   */
  static Optional<Hearing> ofEnabled(Listener listener) {
    return Optional.ofNullable(listener).filter(Listener::getEnabled).map(Hearing::of);
  }

  static Hearing of(Listener listener) {
    return new Hearing(
        listener.getId(),
        listener.getScript(),
        listener.getEventTypes().stream()
            .map(EventTypePattern::parse)
            .flatMap(Optional::stream)
            .toList(),
        Optional.ofNullable(listener.getFilter())
            .map(
                expression ->
                    Program.filter(
                        listener.getTenant(),
                        listener.getId(),
                        Math.toIntExact(listener.getVersion()),
                        expression)),
        Objects.equals(listener.getOnFailure(), PARK));
  }

  boolean hears(EventType type) {
    return patterns.stream().anyMatch(pattern -> pattern.matches(type));
  }
}
