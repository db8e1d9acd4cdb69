package io.scriptmaster.processors.executions;

import io.scriptmaster.entity.Listener;
import io.scriptmaster.processors.executions.work.Share;
import io.scriptmaster.processors.limits.TenantShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a tenant has defined, as it was at one time: which scripts its events start, and how. Does
 * not change; any thread.
 */
final class TenantDefinitions {

  /** Event types are the producers' choice, so not all of them are remembered. */
  private static final int TYPES_KEPT = 1_000;

  private final List<Hearing> hearings;
  private final Map<String, RunnableScript> scripts;
  private final TenantShare share;
  private final Map<String, List<Admission>> admissionsByType = new ConcurrentHashMap<>();

  TenantDefinitions(
      List<Listener> listeners, Map<String, RunnableScript> scripts, TenantShare share) {
    this.hearings = listeners.stream().filter(Listener::getEnabled).map(Hearing::of).toList();
    this.scripts = Map.copyOf(scripts);
    this.share = share;
  }

  /** Each enabled or missing script that events of the type may start, once. */
  List<Admission> admissions(String type) {
    List<Admission> known = admissionsByType.get(type);
    if (known != null) {
      return known;
    }
    List<Admission> found = find(new EventType(type));
    if (admissionsByType.size() < TYPES_KEPT) {
      admissionsByType.put(type, found);
    }
    return found;
  }

  private List<Admission> find(EventType type) {
    Map<String, List<Hearing>> byScript = new LinkedHashMap<>();
    for (Hearing hearing : hearings) {
      if (hearing.hears(type)) {
        byScript.computeIfAbsent(hearing.script(), _ -> new ArrayList<>()).add(hearing);
      }
    }
    return byScript.entrySet().stream()
        .filter(entry -> script(entry.getKey()).map(RunnableScript::enabled).orElse(true))
        .map(entry -> new Admission(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The listeners of a script that hear the type; empty where none does any more. */
  Optional<Admission> admission(String type, String script) {
    return admissions(type).stream().filter(one -> one.script().equals(script)).findFirst();
  }

  Optional<RunnableScript> script(String id) {
    return Optional.ofNullable(scripts.get(id));
  }

  /** Whether a listener, if it still exists, parks the later events of a failed one's key. */
  boolean parks(String listener) {
    return hearings.stream().anyMatch(one -> one.listener().equals(listener) && one.parks());
  }

  TenantShare share() {
    return share;
  }

  Share ofWorkers() {
    return new Share(share.weight(), share.concurrency());
  }
}
