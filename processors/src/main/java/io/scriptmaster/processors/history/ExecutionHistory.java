package io.scriptmaster.processors.history;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.processors.streams.StoreReads;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads what ran. */
public final class ExecutionHistory {

  /** How many executions one page looks at to find those that a filter wants. */
  private static final int MAX_SCANNED = 5_000;

  private final StoreReads reads;

  public ExecutionHistory(StoreReads reads) {
    this.reads = reads;
  }

  public Optional<Execution> execution(TenantId tenant, String id) {
    return reads.get(HistoryTopology.EXECUTIONS, tenant, HistoryKeys.execution(tenant.value(), id));
  }

  /**
   * A tenant's executions, newest first. A page may hold fewer than {@code limit} although more
   * follow: a filter that wants few is not allowed to scan for ever.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<Execution> executions(
      TenantId tenant, ExecutionFilter filter, String from, int limit) {
    String prefix = HistoryKeys.prefixOf(tenant);
    String newest =
        filter.to().map(to -> HistoryKeys.startingAt(tenant.value(), to)).orElse(prefix);
    String start = from.isEmpty() ? newest : prefix + from;
    String end =
        filter
            .from()
            .map(oldest -> HistoryKeys.startingAt(tenant.value(), oldest.minusMillis(1)))
            .orElse(HistoryKeys.afterAllOf(tenant.value()));
    List<Execution> found = new ArrayList<>();
    Page<String> ids =
        reads.range(
            HistoryTopology.EXECUTIONS_BY_TIME,
            tenant,
            start,
            end,
            limit,
            MAX_SCANNED,
            id -> execution(tenant, id).filter(filter::wants).map(found::add).orElse(false));
    return new Page<>(found, ids.next().map(key -> key.substring(prefix.length())));
  }

  /**
   * The log lines of an execution in order.
   *
   * @param from the {@code next} of the page before, or empty
   */
  public Page<LogLine> logLines(TenantId tenant, String executionId, String from, int limit) {
    String prefix = HistoryKeys.execution(tenant.value(), executionId) + "/";
    Page<LogLine> page =
        reads.range(
            HistoryTopology.LOG_LINES,
            tenant,
            prefix + from,
            HistoryKeys.afterAllOf(HistoryKeys.execution(tenant.value(), executionId)),
            limit,
            Integer.MAX_VALUE,
            line -> true);
    return new Page<>(page.items(), page.next().map(key -> key.substring(prefix.length())));
  }
}
