package io.scriptmaster.processors.limits;

import java.time.Duration;
import java.util.Map;

/** What one execution may take; what each means, and its range, is told at {@link Limit}. */
public record ExecutionLimits(
    Duration cpu,
    Duration wall,
    long allocatedBytes,
    int resultBytes,
    int logLines,
    int valueOperations,
    int emittedEvents,
    int eventBytes,
    int chainDepth) {

  /** Of a tenant and a script that have none of their own. */
  public static ExecutionLimits platformDefaults() {
    return resolve(Map.of(), Map.of());
  }

  /**
   * Of a script: its own, never more than its tenant's. Never fails: names that are not known are
   * ignored, numbers out of range are taken as the nearest in it.
   *
   * @param tenant the limits of the tenant's entity, by name
   * @param script those of the script's
   */
  public static ExecutionLimits resolve(Map<String, Long> tenant, Map<String, Long> script) {
    return new ExecutionLimits(
        Duration.ofMillis(Limit.CPU_MILLIS.of(tenant, script)),
        Duration.ofMillis(Limit.WALL_MILLIS.of(tenant, script)),
        Limit.ALLOCATED_BYTES.of(tenant, script),
        Math.toIntExact(Limit.RESULT_BYTES.of(tenant, script)),
        Math.toIntExact(Limit.LOG_LINES.of(tenant, script)),
        Math.toIntExact(Limit.VALUE_OPERATIONS.of(tenant, script)),
        Math.toIntExact(Limit.EMITTED_EVENTS.of(tenant, script)),
        Math.toIntExact(Limit.EVENT_BYTES.of(tenant, script)),
        Math.toIntExact(Limit.CHAIN_DEPTH.of(tenant, script)));
  }
}
