package io.scriptmaster.processors.history;

import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.TenantId;

/** Reads who changed what. */
public final class AuditView {

  /** How many changes one page looks at to find those that a filter wants. */
  private static final int MAX_SCANNED = 5_000;

  private final StoreReads reads;

  public AuditView(StoreReads reads) {
    this.reads = reads;
  }

  /**
   * A tenant's changes, newest first. A page may hold fewer than {@code limit} although more
   * follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<EntityChange> changes(TenantId tenant, AuditFilter filter, String from, int limit) {
    TimeRange range = TimeRange.of(tenant, from, filter.from(), filter.to());
    Page<EntityChange> page =
        reads.range(
            HistoryTopology.CHANGES_BY_TIME,
            tenant,
            range.start(),
            range.end(),
            limit,
            MAX_SCANNED,
            filter::wants);
    return new Page<>(page.items(), page.next().map(range::cursor));
  }
}
