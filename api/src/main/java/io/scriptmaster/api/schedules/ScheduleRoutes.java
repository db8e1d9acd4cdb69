package io.scriptmaster.api.schedules;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Json;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Query;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.entity.Schedule;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.schedule.ScheduleRequest;
import io.scriptmaster.schedule.ScheduleSlot;
import io.scriptmaster.scheduler.SlotFilter;
import io.scriptmaster.scheduler.Upcoming;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * {@code /v1/tenants/{tenant}/schedules/{id}/next}, {@code …/slots}, {@code …/drift}, {@code …/run}
 * and {@code …/backfill}.
 */
public final class ScheduleRoutes {

  static final int MAX_COUNT = 1_000;

  private static final int DEFAULT_COUNT = 20;
  private static final int MAX_BODY = 16 * 1024;
  private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,3}");
  private static final String PATH = "/v1/tenants/{tenant}/schedules/{id}";
  private static final List<String> OUTCOMES = List.of("ran", "skipped", "missed", "buffered");

  private static final Listing<ScheduleSlot> SLOTS =
      new Listing<>(new Cursor("slots"), 50, RecordJson::show, RecordSize::characters);

  private final EntityReads entities;
  private final Schedules schedules;
  private final Clock clock;

  public ScheduleRoutes(EntityReads entities, Schedules schedules, Clock clock) {
    this.entities = entities;
    this.schedules = schedules;
    this.clock = clock;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes
        .get(PATH + "/next", door.to(this::next))
        .get(PATH + "/slots", door.to(this::slots))
        .get(PATH + "/drift", door.to(this::drift))
        .post(PATH + "/run", Permission.EDIT, door.to(this::run))
        .post(PATH + "/backfill", Permission.EDIT, door.to(this::backfill));
  }

  private Answer next(TenantId tenant, Call call) {
    int count = count(call.query("count"));
    Schedule schedule = find(tenant, call);
    ZoneId zone = ZoneId.of(schedule.getTimeZone());
    ObjectNode json = Json.object();
    ArrayNode items = json.putArray("items");
    for (Upcoming slot : Upcoming.of(schedule, clock.instant(), count)) {
      items
          .addObject()
          .put("slotTime", slot.slotTime().toString())
          .put("dueAt", slot.dueAt().toString())
          .put("local", slot.slotTime().atZone(zone).toOffsetDateTime().toString());
    }
    json.putNull("nextCursor");
    return Answer.json(200, json);
  }

  /** Of a schedule that was deleted too: its slots are kept for a while. */
  private Answer slots(TenantId tenant, Call call) {
    Query query = call.query("outcome", "from", "to", "limit", "cursor");
    EntityId id = EntityId.parse(call.path("id")).orElseThrow(Problem.NOT_FOUND::asException);
    query.requireOrder("from", "to");
    SlotFilter filter =
        new SlotFilter(
            query.value(
                "outcome",
                text -> Optional.of(text).filter(OUTCOMES::contains),
                "one of " + String.join(", ", OUTCOMES)),
            query.moment("from"),
            query.moment("to"));
    if (entities.find(EntityCatalogue.SCHEDULES, tenant, id).isEmpty()
        && schedules.slots().slots(tenant, id, SlotFilter.ALL, "", 1).items().isEmpty()) {
      throw Problem.NOT_FOUND.asException();
    }
    return SLOTS.answer(
        query, (from, limit) -> schedules.slots().slots(tenant, id, filter, from, limit));
  }

  private Answer drift(TenantId tenant, Call call) {
    call.query();
    EntityId id = new EntityId(find(tenant, call).getId());
    return Answer.json(
        200,
        SlotDrift.of(
                schedules.slots().slots(tenant, id, SlotFilter.ALL, "", SlotDrift.LATEST).items())
            .json());
  }

  private Answer run(TenantId tenant, Call call) {
    call.query();
    CommandOrigin origin = CommandOrigin.of(call);
    Schedule schedule = find(tenant, call);
    ScheduleRequest request =
        request(schedule, "run", origin).setSlotTime(manualSlot(clock.instant())).build();
    schedules.requests().send(tenant, request);
    return Answer.json(202, Json.object().put("requestId", request.getId()));
  }

  private Answer backfill(TenantId tenant, Call call) {
    call.query();
    BackfillRequest range = BackfillRequest.read(call.json(MAX_BODY), clock.instant());
    CommandOrigin origin = CommandOrigin.of(call);
    Schedule schedule = find(tenant, call);
    int slots = range.slotsOf(schedule);
    ScheduleRequest request =
        request(schedule, "backfill", origin)
            .setSlotTime(range.from())
            .setRangeEnd(range.to())
            .setOverlap(range.overlap().orElse(null))
            .build();
    if (slots > 0) {
      schedules.requests().send(tenant, request);
    }
    return Answer.json(202, Json.object().put("slots", slots).put("requestId", request.getId()));
  }

  private ScheduleRequest.Builder request(Schedule schedule, String action, CommandOrigin origin) {
    return ScheduleRequest.newBuilder()
        .setId(origin.commandId().toString())
        .setTenant(schedule.getTenant())
        .setSchedule(schedule.getId())
        .setAction(action)
        .setRequestedBy(origin.actor())
        .setRequestedAt(clock.instant());
  }

  /** Never at a whole second: those are of the timing. */
  private static Instant manualSlot(Instant now) {
    Instant moment = Instant.ofEpochMilli(now.toEpochMilli());
    return moment.getNano() == 0 ? moment.plusMillis(1) : moment;
  }

  private Schedule find(TenantId tenant, Call call) {
    return EntityId.parse(call.path("id"))
        .flatMap(id -> entities.find(EntityCatalogue.SCHEDULES, tenant, id))
        .orElseThrow(Problem.NOT_FOUND::asException);
  }

  private static int count(Query query) {
    return query
        .<Integer>value(
            "count",
            text ->
                Optional.of(text)
                    .filter(COUNT.asMatchPredicate())
                    .map(Integer::valueOf)
                    .filter(count -> count <= MAX_COUNT),
            "a number from 1 to " + MAX_COUNT)
        .orElse(DEFAULT_COUNT);
  }
}
