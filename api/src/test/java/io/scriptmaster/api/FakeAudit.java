package io.scriptmaster.api;

import io.scriptmaster.api.audit.AuditReads;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.history.AuditFilter;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Changes in memory, in the order in which they are added; positions are numbers. */
final class FakeAudit implements AuditReads {

  final List<EntityChange> changes = new ArrayList<>();
  final List<AuditFilter> filters = new ArrayList<>();

  @Override
  public Page<EntityChange> changes(TenantId tenant, AuditFilter filter, String from, int limit) {
    filters.add(filter);
    int start = from.isEmpty() ? 0 : Integer.parseInt(from);
    int end = Math.min(changes.size(), start + limit);
    return new Page<>(
        changes.subList(start, end),
        end == changes.size() ? Optional.empty() : Optional.of(Integer.toString(end)));
  }
}
