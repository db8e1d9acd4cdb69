package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.executions.work.Share;
import io.scriptmaster.processors.limits.TenantShare;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What a tenant has defined, as it was at one time: which scripts its events start, and how. Does
 * not change; any thread. The scripts themselves are {@link ReadyScripts}: they are large.
 */
final class TenantDefinitions {

  /** Event types are the producers' choice, so not all of them are remembered. */
  private static final int TYPES_KEPT = 1_000;

  private final SortedMap<String, Hearing> hearings;
  private final TenantShare share;
  private final Map<String, List<Admission>> admissionsByType = new ConcurrentHashMap<>();

  /**
   * @param hearings by listener; not to be changed
   */
  TenantDefinitions(SortedMap<String, Hearing> hearings, TenantShare share) {
    this.hearings = hearings;
    this.share = share;
  }

  /** The same with another listener in the place of one, or without it where that is empty. */
  TenantDefinitions with(String listener, Optional<Hearing> hearing) {
    TreeMap<String, Hearing> changed = new TreeMap<>(hearings);
    hearing.ifPresentOrElse(heard -> changed.put(listener, heard), () -> changed.remove(listener));
    return new TenantDefinitions(changed, share);
  }

  TenantDefinitions with(TenantShare other) {
    return new TenantDefinitions(hearings, other);
  }

  /** Each script that a listener of events of the type names, once; whether it is there or not. */
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
    for (Hearing hearing : hearings.values()) {
      if (hearing.hears(type)) {
        byScript.computeIfAbsent(hearing.script(), _ -> new ArrayList<>()).add(hearing);
      }
    }
    return byScript.entrySet().stream()
        .map(entry -> new Admission(entry.getKey(), entry.getValue()))
        .toList();
  }

  /** The listeners of a script that hear the type; empty where none does any more. */
  Optional<Admission> admission(String type, String script) {
    return admissions(type).stream().filter(one -> one.script().equals(script)).findFirst();
  }

  /**
   * Whether a listener, if it still exists, parks the later events of a failed one's key: also
   * while it is disabled, since whoever repairs something may disable it.
   */
  boolean parks(String listener) {
    return Optional.ofNullable(hearings.get(listener)).filter(Hearing::parks).isPresent();
  }

  /** Whether a listener exists and hears nothing for now. */
  boolean isDisabled(String listener) {
    return Optional.ofNullable(hearings.get(listener)).filter(it -> !it.enabled()).isPresent();
  }

  TenantShare share() {
    return share;
  }

  Share ofWorkers() {
    return new Share(share.weight(), share.concurrency());
  }
}
