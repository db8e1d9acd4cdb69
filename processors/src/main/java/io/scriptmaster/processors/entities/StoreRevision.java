package io.scriptmaster.processors.entities;

import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.entity.Tenant;
import io.scriptmaster.processors.entities.Decision.Rejected;
import io.scriptmaster.processors.entities.EntityRules.Beside;
import io.scriptmaster.processors.entities.TenantState.KeptRevision;
import io.scriptmaster.processors.limits.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Decides whether there is room for one more revision. The revisions of a script are kept for ever
 * while it exists; those of deleted scripts for as long as nobody needs their room.
 */
final class StoreRevision {

  /** What one command may forget; more than the largest revision takes. */
  private static final int FORGOTTEN_AT_ONCE = 1_000;

  private final Request request;
  private final TenantState state;

  StoreRevision(Request request, TenantState state) {
    this.request = request;
    this.state = state;
  }

  Beside store(ScriptRevision revision) {
    long most = Limit.REVISION_BYTES.of(state.tenant().map(Tenant::getLimits).orElse(Map.of()));
    long bytes = state.bytesOf(revision);
    long over = state.revisionBytes() + bytes - most;
    List<KeptRevision> forgotten =
        over > 0 ? state.ofDeletedScripts(over, FORGOTTEN_AT_ONCE) : List.of();
    long freed = forgotten.stream().mapToLong(KeptRevision::bytes).sum();
    // Where the limit was lowered by much, it is enough that there are not more than before.
    if (freed < Math.min(over, bytes)) {
      return new Beside.Refused(
          new Rejected(
              "quota_exceeded",
              "the revisions of all scripts would take %d bytes, and a tenant may have %d (limits.revisionBytes); delete scripts that are not needed, whose revisions make room, or ask the operator for a higher limit"
                  .formatted(most + over - freed, most)));
    }
    List<StateChange> changes = new ArrayList<>();
    forgotten.forEach(
        one ->
            changes.add(
                new StateChange.OfForgottenRevision(request.tenant(), one.script(), one.number())));
    changes.add(new StateChange.OfRevision(request.tenant(), revision));
    return new Beside.Written(changes);
  }
}
