package io.scriptmaster.processors.executions;

import io.scriptmaster.engine.Program;
import io.scriptmaster.entity.Listener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A listener as executions need it.
 *
 * @param enabled or else it hears nothing
 * @param filter says whether it wants an event
 * @param parks whether later events of a key wait when one has failed for good
 */
record Hearing(
    String listener,
    boolean enabled,
    String script,
    List<EventTypePattern> patterns,
    Optional<Program> filter,
    boolean parks) {

  private static final String PARK = "park";

  /**
   * @param listener null where it is gone
   */
  static Optional<Hearing> ofNullable(Listener listener) {
    return Optional.ofNullable(listener).map(Hearing::of);
  }

  static Hearing of(Listener listener) {
    return new Hearing(
        listener.getId(),
        listener.getEnabled(),
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
    return enabled && patterns.stream().anyMatch(pattern -> pattern.matches(type));
  }
}
