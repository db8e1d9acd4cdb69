package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.entity.Script;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.schemas.EntityId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Decides which scripts an event starts: each enabled script once, however many listeners chose it.
 */
final class AdmitExecutions {

  private AdmitExecutions() {}

  /**
   * @param listeners all of the tenant, by id
   * @param scripts finds a script of the tenant
   */
  static List<Admission> admit(
      TriggerEvent event, List<Listener> listeners, Function<EntityId, Optional<Script>> scripts) {
    EventType type = new EventType(event.getType());
    Map<String, Admission> admissions = new LinkedHashMap<>();
    for (Listener listener : listeners) {
      if (listener.getEnabled() && hears(listener, type)) {
        admissions.computeIfAbsent(
            listener.getScript(), id -> new Admission(listener, scripts.apply(new EntityId(id))));
      }
    }
    return admissions.values().stream()
        .filter(admission -> admission.script().map(Script::getEnabled).orElse(true))
        .toList();
  }

  private static boolean hears(Listener listener, EventType type) {
    return listener.getEventTypes().stream()
        .map(EventTypePattern::parse)
        .flatMap(Optional::stream)
        .anyMatch(pattern -> pattern.matches(type));
  }
}
