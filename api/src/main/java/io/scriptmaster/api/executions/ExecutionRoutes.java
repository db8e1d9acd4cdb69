package io.scriptmaster.api.executions;

import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Query;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.Scans;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.history.ExecutionFilter;
import io.scriptmaster.processors.streams.ViewUnavailableException;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/** {@code /v1/tenants/{tenant}/executions} and what is below it. */
public final class ExecutionRoutes {

  private static final Duration LINES_LATE = Duration.ofSeconds(1);
  private static final Duration POLL = Duration.ofMillis(20);
  private static final String PATH = "/v1/tenants/{tenant}/executions";

  private static final Listing<Execution> EXECUTIONS =
      new Listing<>(new Cursor("executions"), 50, RecordJson::show, RecordSize::characters);
  private static final Listing<LogLine> LOGS =
      new Listing<>(new Cursor("logs"), 1000, RecordJson::show, RecordSize::characters);

  private final ExecutionReads reads;
  private final Scans scans;

  public ExecutionRoutes(ExecutionReads reads, Scans scans) {
    this.reads = reads;
    this.scans = scans;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes
        .get(PATH, door.to(this::list))
        .get(PATH + "/{id}", door.to(this::show))
        .get(PATH + "/{id}/logs", door.to(this::logs));
  }

  private Answer list(TenantId tenant, Call call) {
    Query query = call.query(FilterQuery.PARAMETERS);
    ExecutionFilter filter = FilterQuery.read(query);
    return scans.run(
        tenant,
        () ->
            EXECUTIONS.answer(
                query, (from, limit) -> reads.executions(tenant, filter, from, limit)));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    return Answer.json(200, RecordJson.show(ExecutionPath.find(reads, tenant, call)));
  }

  private Answer logs(TenantId tenant, Call call) {
    Query query = call.query("limit", "cursor");
    Execution execution = ExecutionPath.find(reads, tenant, call);
    awaitLogLines(tenant, execution);
    return LOGS.answer(
        query, (from, limit) -> reads.logLines(tenant, execution.getId(), from, limit));
  }

  /**
   * Executions and log lines reach the view through topics of their own; a list without the last
   * lines would claim to be complete.
   *
   * @throws ViewUnavailableException where the last line does not come within a second
   */
  private void awaitLogLines(TenantId tenant, Execution execution) {
    if (execution.getLogLines() == 0) {
      return;
    }
    String last = "%08x".formatted(execution.getLogLines() - 1);
    long deadline = System.nanoTime() + LINES_LATE.toNanos();
    while (reads.logLines(tenant, execution.getId(), last, 1).items().isEmpty()) {
      if (System.nanoTime() > deadline) {
        throw new ViewUnavailableException("log lines", null);
      }
      LockSupport.parkNanos(POLL.toNanos());
    }
  }
}
