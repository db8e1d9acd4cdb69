package io.scriptmaster.processors.executions;

import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.TenantId;
import java.time.InstantSource;

/** Reads what of a tenant is admitted and not finished; at most a second old. */
public final class BacklogView {

  private final StoreReads reads;
  private final InstantSource clock;

  public BacklogView(StoreReads reads, InstantSource clock) {
    this.reads = reads;
    this.clock = clock;
  }

  /** {@link Backlog#toJson}. */
  public String json(TenantId tenant) {
    return reads
        .<String>get(TaskStores.BACKLOGS, tenant, tenant.value())
        .orElseGet(() -> Backlog.none(clock.instant()).toJson());
  }
}
