package io.scriptmaster.processors.limits;

import java.util.Map;

/** What all executions of a tenant together may take; what each means is told at {@link Limit}. */
public record TenantShare(int concurrency, int weight, long backlog, long valueBytes, long values) {

  /** Of a tenant that the operator gave nothing else. */
  public static TenantShare platformDefaults() {
    return of(Map.of());
  }

  /**
   * Never fails: names that are not known are ignored, numbers out of range are taken as the
   * nearest in it.
   *
   * @param tenant the limits of the tenant's entity, by name
   */
  public static TenantShare of(Map<String, Long> tenant) {
    return new TenantShare(
        Math.toIntExact(Limit.CONCURRENCY.of(tenant)),
        Math.toIntExact(Limit.WEIGHT.of(tenant)),
        Limit.BACKLOG.of(tenant),
        Limit.VALUE_BYTES.of(tenant),
        Limit.VALUES.of(tenant));
  }
}
