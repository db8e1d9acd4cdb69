package io.scriptmaster.processors.history;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads what ran. */
public final class ExecutionHistory {

  private final StoreReads reads;
  private final EntriesByTime<Execution> byTime;

  public ExecutionHistory(StoreReads reads) {
    this.reads = reads;
    this.byTime = new EntriesByTime<>(reads, HistoryTopology.EXECUTIONS_BY_TIME);
  }

  public Optional<Execution> execution(TenantId tenant, String id) {
    return reads
        .<String>get(
            HistoryTopology.EXECUTION_KEYS, tenant, HistoryKeys.execution(tenant.value(), id))
        .flatMap(key -> reads.get(HistoryTopology.EXECUTIONS_BY_TIME, tenant, key));
  }

  /**
   * A tenant's executions, newest first. A page may hold fewer than {@code limit} although more
   * follow.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<Execution> executions(
      TenantId tenant, ExecutionFilter filter, String from, int limit) {
    return byTime.page(
        TimeRange.of(tenant, from, filter.from(), filter.to()), limit, filter::wants);
  }

  /**
   * The log lines of an execution in order.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<LogLine> logLines(TenantId tenant, String executionId, String from, int limit) {
    String execution = HistoryKeys.execution(tenant.value(), executionId);
    String prefix = execution + "/";
    Page<LogLine> page =
        reads.range(
            HistoryTopology.LOG_LINES,
            tenant,
            prefix + from,
            HistoryKeys.afterAllOf(execution),
            limit,
            Integer.MAX_VALUE,
            line -> true);
    return new Page<>(page.items(), page.next().map(key -> key.substring(prefix.length())));
  }
}
