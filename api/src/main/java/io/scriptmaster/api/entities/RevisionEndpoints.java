package io.scriptmaster.api.entities;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.Action;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.EntityCommand;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.JsonFields;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Query;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.entity.Script;
import io.scriptmaster.entity.ScriptRevision;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.EntityKind;
import io.scriptmaster.processors.entities.RestoreRevision;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/**
 * {@code /v1/tenants/{tenant}/scripts/{id}/revisions} and what is below it. Revisions outlive their
 * script, so that the source of a deleted one can be looked up, until its tenant needs the room.
 */
final class RevisionEndpoints {

  private static final String LIST = "/v1/tenants/{tenant}/scripts/{id}/revisions";
  private static final String ONE = LIST + "/{revision}";

  private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,7}");

  /** What was before the first revision: an empty source. */
  private static final String NOTHING = "0";

  /** A message, with every character escaped. */
  private static final int MAX_BODY = 16 * 1024;

  private static final Listing<ScriptRevision> REVISIONS =
      new Listing<>(
          new Cursor("revisions"),
          50,
          revision -> RecordJson.show(revision).without("source"),
          RecordSize::characters);

  private final EntityReads reads;
  private final EntityWrites writes;

  RevisionEndpoints(EntityReads reads, EntityWrites writes) {
    this.reads = reads;
    this.writes = writes;
  }

  void addTo(Routes routes, TenantDoor door) {
    routes
        .get(LIST, Permission.VIEW, door.to(this::list))
        .get(ONE, Permission.VIEW, door.to(this::show))
        .get(ONE + "/diff", Permission.VIEW, door.to(this::diff))
        .post(ONE + "/restore", Permission.EDIT, door.to(this::restore));
  }

  private Answer list(TenantId tenant, Call call) {
    Query query = call.query("limit", "cursor");
    EntityId script = scriptOf(call);
    if (find(tenant, script).isEmpty()
        && reads.revisions(tenant, script, "", 1).items().isEmpty()) {
      throw Problem.NOT_FOUND.asException();
    }
    return REVISIONS.answer(query, (from, limit) -> reads.revisions(tenant, script, from, limit));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    return Answer.json(200, RecordJson.show(revision(tenant, scriptOf(call), numberOf(call))));
  }

  private Answer diff(TenantId tenant, Call call) {
    Query query = call.query("against");
    EntityId script = scriptOf(call);
    int to = numberOf(call);
    String newer = revision(tenant, script, to).getSource();
    int from =
        query
            .value("against", RevisionEndpoints::against, "the number of a revision, or 0 for none")
            .orElse(to - 1);
    String older = from == 0 ? "" : revision(tenant, script, from).getSource();
    ObjectNode json = Json.object();
    json.put("from", from);
    json.put("to", to);
    json.put(
        "diff",
        new SourceDiff(older, newer)
            .unified("%s@%d".formatted(script, from), "%s@%d".formatted(script, to)));
    return Answer.json(200, json);
  }

  /** Makes a new revision of an old source; where it is the current one, nothing changes. */
  private Answer restore(TenantId tenant, Call call) {
    call.query();
    EntityId script = scriptOf(call);
    OptionalLong expected =
        EntityTag.expected(call, () -> find(tenant, script).map(Script::getVersion));
    Action action = new Action.Restore(new RestoreRevision(numberOf(call), messageOf(call)));
    CommandOrigin origin = CommandOrigin.of(call);
    var result =
        writes.send(new EntityCommand(tenant, EntityKind.SCRIPT, script, action, expected, origin));
    return EntityWrites.saved(result, () -> find(tenant, script).map(RecordJson::show));
  }

  private static String messageOf(Call call) {
    return call.jsonIfAny(MAX_BODY)
        .flatMap(body -> JsonFields.of(body, "message").text("message"))
        .orElse(null);
  }

  private Optional<Script> find(TenantId tenant, EntityId script) {
    return reads.find(EntityCatalogue.SCRIPTS, tenant, script);
  }

  private ScriptRevision revision(TenantId tenant, EntityId script, int number) {
    return reads.revision(tenant, script, number).orElseThrow(Problem.NOT_FOUND::asException);
  }

  private static EntityId scriptOf(Call call) {
    return EntityId.parse(call.path("id")).orElseThrow(Problem.NOT_FOUND::asException);
  }

  private static int numberOf(Call call) {
    return number(call.path("revision")).orElseThrow(Problem.NOT_FOUND::asException);
  }

  private static Optional<Integer> against(String text) {
    return text.equals(NOTHING) ? Optional.of(0) : number(text);
  }

  private static Optional<Integer> number(String text) {
    return Optional.of(text).filter(NUMBER.asMatchPredicate()).map(Integer::valueOf);
  }
}
