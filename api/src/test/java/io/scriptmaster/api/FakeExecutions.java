package io.scriptmaster.api;

import io.scriptmaster.api.executions.ExecutionReads;
import io.scriptmaster.execution.Execution;
import io.scriptmaster.execution.LogLine;
import io.scriptmaster.processors.history.ExecutionFilter;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Executions in memory, in the order in which they are added; positions are numbers. */
final class FakeExecutions implements ExecutionReads {

  static final Instant STARTED = Instant.parse("2026-11-24T08:30:00.123Z");

  final List<Execution> executions = new ArrayList<>();
  final List<LogLine> lines = new ArrayList<>();
  final List<ExecutionFilter> filters = new ArrayList<>();

  static Execution.Builder execution(String id) {
    return Execution.newBuilder()
        .setId(id)
        .setTenant("acme")
        .setScript("score")
        .setRevision(2)
        .setTrigger("event")
        .setTriggerId("e-1")
        .setOutcome("succeeded")
        .setStartedAt(STARTED)
        .setDurationMillis(12)
        .setCpuMillis(3);
  }

  static LogLine line(String execution, int sequence, String data) {
    return LogLine.newBuilder()
        .setExecutionId(execution)
        .setTenant("acme")
        .setScript("score")
        .setSequence(sequence)
        .setTimestamp(STARTED)
        .setLevel("info")
        .setMessage("scored")
        .setData(data)
        .build();
  }

  @Override
  public Optional<Execution> execution(TenantId tenant, String id) {
    return executions.stream()
        .filter(
            execution ->
                execution.getTenant().equals(tenant.value()) && execution.getId().equals(id))
        .findFirst();
  }

  @Override
  public Page<Execution> executions(
      TenantId tenant, ExecutionFilter filter, String from, int limit) {
    filters.add(filter);
    return page(executions, from, limit);
  }

  @Override
  public Page<LogLine> logLines(TenantId tenant, String executionId, String from, int limit) {
    return page(lines, from, limit);
  }

  private static <T> Page<T> page(List<T> all, String from, int limit) {
    int start = from.isEmpty() ? 0 : Integer.parseInt(from);
    int end = Math.min(all.size(), start + limit);
    return new Page<>(
        all.subList(start, end),
        end == all.size() ? Optional.empty() : Optional.of(Integer.toString(end)));
  }
}
