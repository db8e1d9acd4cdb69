package io.scriptmaster.processors.executions;

import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.time.Instant;

/**
 * Whether a partition's events have been of one tenant alone lately. Owned by the stream thread.
 */
final class Neighbours {

  private static final Duration LATELY = Duration.ofSeconds(10);

  private TenantId current;
  private Instant changed = Instant.MIN;

  void saw(TenantId tenant, Instant now) {
    if (!tenant.equals(current)) {
      if (current != null) {
        changed = now;
      }
      current = tenant;
    }
  }

  boolean areAway(Instant now) {
    return changed.isBefore(now.minus(LATELY));
  }
}
