package io.scriptmaster.processors.limits;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/** Says what is wrong with limits that somebody asks for. */
public final class LimitCheck {

  private static final List<Limit> ALL = Arrays.asList(Limit.values());

  private LimitCheck() {}

  /**
   * What is wrong with a limit.
   *
   * @param field as in {@code limits.cpuMillis}
   * @param message says what would be accepted
   */
  public record Breach(String field, String message) {}

  /** The first fault of the limits that the operator gives a tenant; null is allowed nowhere. */
  public static Optional<Breach> ofTenant(Map<String, Long> limits) {
    return first(limits, ALL, Limit::most, "");
  }

  /** The first fault of a script's limits that is one in every tenant. */
  public static Optional<Breach> ofScript(Map<String, Long> limits) {
    return first(limits, Limit.ofScripts(), Limit::most, "");
  }

  /**
   * The first fault of a script's limits in its tenant.
   *
   * @param tenant the limits of the tenant's entity, by name
   */
  public static Optional<Breach> ofScript(Map<String, Long> limits, Map<String, Long> tenant) {
    return first(
        limits,
        Limit.ofScripts(),
        limit -> limit.of(tenant),
        ", which is what the tenant has; the operator can give it more");
  }

  private static Optional<Breach> first(
      Map<String, Long> limits, List<Limit> known, ToLongFunction<Limit> most, String why) {
    // Sorted, so that the same body is refused for the same reason each time.
    return limits.keySet().stream()
        .sorted()
        .flatMap(name -> fault(name, limits.get(name), known, most, why).stream())
        .findFirst();
  }

  private static Optional<Breach> fault(
      String name, Long value, List<Limit> known, ToLongFunction<Limit> most, String why) {
    String field = "limits." + name;
    Stream<Limit> named = known.stream().filter(limit -> limit.word().equals(name));
    Optional<Limit> limit = named.findFirst();
    if (limit.isEmpty()) {
      return Optional.of(
          new Breach(
              field, "%s is no limit here; accepted: %s".formatted(name, Limit.words(known))));
    }
    long bound = most.applyAsLong(limit.get());
    if (value != null && value >= limit.get().least() && value <= bound) {
      return Optional.empty();
    }
    return Optional.of(
        new Breach(
            field,
            "%s is a whole number from %d to %d%s"
                .formatted(field, limit.get().least(), bound, why)));
  }
}
