package io.scriptmaster.api.deadletters;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.CommandOrigin;
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
import io.scriptmaster.api.http.Scans;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.api.replays.RecordContent;
import io.scriptmaster.api.replays.Replays;
import io.scriptmaster.deadletter.DeadLetter;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.history.DeadLetterFilter;
import io.scriptmaster.processors.history.KeptDeadLetter;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** {@code /v1/tenants/{tenant}/dead-letters} and what is below it. */
public final class DeadLetterRoutes {

  static final int MAX_REDRIVES = 1_000;

  private static final int USUAL_REDRIVES = 100;
  private static final int MAX_BODY = 16 * 1024;
  private static final String PATH = "/v1/tenants/{tenant}/dead-letters";

  /** Whatever looks different is no id, and no part of a key. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9._-]{1,400}");

  private static final Pattern REASON = Pattern.compile("[a-z0-9_]{1,100}");
  private static final String REASONS = "a reason as a dead letter has it, such as unknown_tenant";

  private static final Listing<KeptDeadLetter> LETTERS =
      new Listing<>(
          new Cursor("dead-letters"),
          50,
          DeadLetterJson::summary,
          kept -> RecordSize.characters(kept.letter()));

  private static final Cursor REDRIVES = new Cursor("redrives");

  private final DeadLetterReads reads;
  private final Replays replays;
  private final Redrives redrives;
  private final Scans scans;
  private final Clock clock;

  public DeadLetterRoutes(DeadLetterReads reads, Replays replays, Scans scans, Clock clock) {
    this.reads = reads;
    this.replays = replays;
    this.redrives = new Redrives(reads, replays, scans);
    this.scans = scans;
    this.clock = clock;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes
        .get(PATH, Permission.VIEW, door.to(this::list))
        // Before the letters: it is no id of one.
        .post(PATH + "/redrive", Permission.EDIT, door.to(this::redriveMany))
        .get(PATH + "/{id}", Permission.VIEW, door.to(this::show))
        .post(PATH + "/{id}/redrive", Permission.EDIT, door.to(this::redriveOne));
  }

  private Answer list(TenantId tenant, Call call) {
    Query query = call.query("reason", "script", "listener", "limit", "cursor");
    DeadLetterFilter filter =
        new DeadLetterFilter(
            query.value("reason", DeadLetterRoutes::reason, REASONS),
            query.value("script", DeadLetterRoutes::id, ids("script")),
            query.value("listener", DeadLetterRoutes::id, ids("listener")));
    return scans.run(
        tenant,
        () -> LETTERS.answer(query, (from, limit) -> reads.letters(tenant, filter, from, limit)));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    KeptDeadLetter kept = find(tenant, call);
    LetterContents contents = new LetterContents(replays);
    DeadLetter letter = contents.whole(tenant, List.of(kept)).getOrDefault(kept, kept.letter());
    RecordContent content = contents.of(letter);
    return Answer.json(200, DeadLetterJson.whole(kept, letter, content));
  }

  private Answer redriveOne(TenantId tenant, Call call) {
    call.query();
    RedriveOrigin origin = origin(call);
    return answer(redrives.one(tenant, find(tenant, call), origin));
  }

  private Answer redriveMany(TenantId tenant, Call call) {
    call.query();
    RedriveOrigin origin = origin(call);
    JsonFields fields =
        JsonFields.of(call.json(MAX_BODY), "reason", "script", "listener", "limit", "cursor");
    DeadLetterFilter filter =
        new DeadLetterFilter(
            fields.text("reason").map(text -> require("reason", reason(text), REASONS)),
            fields.text("script").map(text -> require("script", id(text), ids("script"))),
            fields.text("listener").map(text -> require("listener", id(text), ids("listener"))));
    int limit = fields.number("limit", 1, MAX_REDRIVES).orElse(USUAL_REDRIVES);
    String from = fields.text("cursor").map(REDRIVES::decode).orElse("");
    return answer(redrives.many(tenant, filter, from, limit, origin));
  }

  private static Answer answer(Redrives.Outcome outcome) {
    ObjectNode json = Json.object();
    json.put("redriven", outcome.redriven());
    json.put("skipped", outcome.skipped());
    outcome.next().ifPresent(next -> json.put("nextCursor", REDRIVES.encode(next)));
    return Answer.json(202, json);
  }

  private RedriveOrigin origin(Call call) {
    return new RedriveOrigin(
        CommandOrigin.of(call), call.header("Idempotency-Key").isPresent(), clock.instant());
  }

  private KeptDeadLetter find(TenantId tenant, Call call) {
    String id = call.path("id");
    if (!ID.matcher(id).matches()) {
      throw Problem.NOT_FOUND.asException();
    }
    return reads.letter(tenant, id).orElseThrow(Problem.NOT_FOUND::asException);
  }

  private static Optional<String> reason(String text) {
    return Optional.of(text).filter(REASON.asMatchPredicate());
  }

  private static Optional<String> id(String text) {
    return EntityId.parse(text).map(EntityId::value);
  }

  private static String ids(String kind) {
    return "the id of a %s: %s".formatted(kind, EntityId.ACCEPTED);
  }

  private static String require(String field, Optional<String> value, String accepted) {
    return value.orElseThrow(
        () -> new InvalidFieldException(field, "%s is %s".formatted(field, accepted)));
  }
}
