package io.scriptmaster.api.executions;

import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.history.ExecutionFilter;
import io.scriptmaster.processors.history.ExecutionHistory;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;

/** Reads what ran, wherever it is kept. */
public interface ExecutionReads {

  Optional<Execution> execution(TenantId tenant, String id);

  /** Newest first; a page may hold fewer than {@code limit} although more follow. */
  Page<Execution> executions(TenantId tenant, ExecutionFilter filter, String from, int limit);

  Page<LogLine> logLines(TenantId tenant, String executionId, String from, int limit);

  /** From the view, at whichever instance has the tenant's partition. */
  static ExecutionReads of(ExecutionHistory history) {
    return new ExecutionReads() {
      @Override
      public Optional<Execution> execution(TenantId tenant, String id) {
        return history.execution(tenant, id);
      }

      @Override
      public Page<Execution> executions(
          TenantId tenant, ExecutionFilter filter, String from, int limit) {
        return history.executions(tenant, filter, from, limit);
      }

      @Override
      public Page<LogLine> logLines(TenantId tenant, String executionId, String from, int limit) {
        return history.logLines(tenant, executionId, from, limit);
      }
    };
  }
}
