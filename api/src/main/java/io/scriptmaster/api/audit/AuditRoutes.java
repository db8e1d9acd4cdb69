package io.scriptmaster.api.audit;

import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Query;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.Scans;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.api.parked.ParkedKeyRoutes;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.history.AuditFilter;
import io.scriptmaster.processors.history.Redriven;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** {@code /v1/tenants/{tenant}/audit}. */
public final class AuditRoutes {

  private static final String[] PARAMETERS = {
    "kind", "entity", "actor", "from", "to", "limit", "cursor"
  };

  private static final List<String> KINDS =
      Stream.concat(
              Arrays.stream(EntityKind.values()).map(EntityKind::word),
              Stream.of(Redriven.KIND, ParkedKeyRoutes.KIND))
          .toList();

  private static final Pattern ACTOR = Pattern.compile("[\\x21-\\x7e]{1,200}");

  private static final Listing<EntityChange> CHANGES =
      new Listing<>(new Cursor("audit"), 50, RecordJson::show, RecordSize::characters);

  private final AuditReads reads;
  private final Scans scans;

  public AuditRoutes(AuditReads reads, Scans scans) {
    this.reads = reads;
    this.scans = scans;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes.get("/v1/tenants/{tenant}/audit", Permission.ADMINISTER, door.to(this::list));
  }

  private Answer list(TenantId tenant, Call call) {
    Query query = call.query(PARAMETERS);
    AuditFilter filter = filter(query);
    return scans.run(
        tenant,
        () -> CHANGES.answer(query, (from, limit) -> reads.changes(tenant, filter, from, limit)));
  }

  private static AuditFilter filter(Query query) {
    query.requireOrder("from", "to");
    return new AuditFilter(
        query.value(
            "kind",
            text -> Optional.of(text).filter(KINDS::contains),
            "one of " + String.join(", ", KINDS)),
        query
            .value("entity", EntityId::parse, "the id of an entity: " + EntityId.ACCEPTED)
            .map(EntityId::value),
        query.value(
            "actor",
            text -> Optional.of(text).filter(ACTOR.asMatchPredicate()),
            "operator, or token: and the id of a token"),
        query.moment("from"),
        query.moment("to"));
  }
}
