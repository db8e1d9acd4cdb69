package io.scriptmaster.processors.history;

import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.Optional;

/**
 * A part of a tenant's keys by time, newest first.
 *
 * @param start included
 * @param end excluded
 */
record TimeRange(TenantId tenant, String start, String end) {

  /**
   * @param cursor where the page before ended, or empty
   * @param oldest at this moment or later
   * @param newest at this moment or earlier
   */
  static TimeRange of(
      TenantId tenant, String cursor, Optional<Instant> oldest, Optional<Instant> newest) {
    String prefix = HistoryKeys.prefixOf(tenant);
    String first = newest.map(to -> HistoryKeys.startingAt(tenant.value(), to)).orElse(prefix);
    return new TimeRange(
        tenant,
        cursor.isEmpty() ? first : prefix + cursor,
        oldest
            .map(from -> HistoryKeys.startingAt(tenant.value(), from.minusMillis(1)))
            .orElse(HistoryKeys.afterAllOf(tenant.value())));
  }

  /** A key without the tenant, so that no cursor leads out of it. */
  String cursor(String key) {
    return key.substring(HistoryKeys.prefixOf(tenant).length());
  }
}
