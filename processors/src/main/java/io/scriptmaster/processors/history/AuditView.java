package io.scriptmaster.processors.history;

import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.TenantId;

/** Reads who changed what. */
public final class AuditView {

  private final EntriesByTime<EntityChange> byTime;

  public AuditView(StoreReads reads) {
    this.byTime = new EntriesByTime<>(reads, HistoryTopology.CHANGES_BY_TIME);
  }

  /**
   * A tenant's changes, newest first. A page may hold fewer than {@code limit} although more
   * follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<EntityChange> changes(TenantId tenant, AuditFilter filter, String from, int limit) {
    return byTime.page(
        TimeRange.of(tenant, from, filter.from(), filter.to()), limit, filter::wants);
  }
}
