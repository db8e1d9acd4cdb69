package io.scriptmaster.api.audit;

import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.history.AuditFilter;
import io.scriptmaster.processors.history.AuditView;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;

/** Reads who changed what, wherever it is kept. */
@FunctionalInterface
public interface AuditReads {

  /**
   * Newest first; a page may hold fewer than {@code limit} although more follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  Page<EntityChange> changes(TenantId tenant, AuditFilter filter, String from, int limit);

  /** From the view, at whichever instance has the tenant's partition. */
  static AuditReads of(AuditView view) {
    return view::changes;
  }
}
