package io.scriptmaster.api.parked;

import com.fasterxml.jackson.databind.ObjectMapper;
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
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.api.replays.Repeat;
import io.scriptmaster.api.replays.Repeats;
import io.scriptmaster.api.replays.Shown;
import io.scriptmaster.entity.EntityChange;
import io.scriptmaster.event.TriggerEvent;
import io.scriptmaster.execution.ExecutionRequest;
import io.scriptmaster.processors.entities.InvalidFieldException;
import io.scriptmaster.processors.executions.ParkedKey;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.TenantId;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code /v1/tenants/{tenant}/parked-keys}. */
public final class ParkedKeyRoutes {

  /** The kind of the audit's changes. */
  public static final String KIND = "parked-key";

  private static final String ACTION = "released";

  private static final Problem NOT_BEHIND =
      Problem.of(
          409,
          "not_waiting",
          "the key does not wait behind this execution, or not any more; GET …/parked-keys tells which it is");

  private static final ObjectMapper JSON = Json.mapper().build();
  private static final String PATH = "/v1/tenants/{tenant}/parked-keys";
  private static final int MAX_BODY = 16 * 1024;
  private static final String ACCEPTED_LISTENER = "the id of a listener: " + EntityId.ACCEPTED;

  private static final Listing<ParkedKey> KEYS =
      new Listing<>(
          new Cursor("parked-keys"), 50, ParkedKeyRoutes::show, key -> key.key().length() + 500);

  private final ParkedKeyReads reads;
  private final Repeats repeats;
  private final Clock clock;

  public ParkedKeyRoutes(ParkedKeyReads reads, Repeats repeats, Clock clock) {
    this.reads = reads;
    this.repeats = repeats;
    this.clock = clock;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes
        .get(PATH, Permission.VIEW, door.to(this::list))
        .post(PATH + "/release", Permission.EDIT, door.to(this::release));
  }

  private Answer list(TenantId tenant, Call call) {
    Query query = call.query("listener", "key", "limit", "cursor");
    Optional<String> listener =
        query.value("listener", ParkedKeyRoutes::listener, ACCEPTED_LISTENER);
    Optional<String> key = query.text("key");
    if (key.isPresent() && listener.isEmpty()) {
      throw Query.refuse("listener", "with key goes listener: " + ACCEPTED_LISTENER);
    }
    return KEYS.answer(
        query,
        (from, limit) ->
            key.map(one -> one(tenant, listener.get(), one))
                .orElseGet(() -> reads.keys(tenant, listener, from, limit)));
  }

  private Page<ParkedKey> one(TenantId tenant, String listener, String key) {
    return new Page<>(reads.key(tenant, listener, key).stream().toList(), Optional.empty());
  }

  private Answer release(TenantId tenant, Call call) {
    call.query();
    JsonFields fields = JsonFields.of(call.json(MAX_BODY), "listener", "key", "execution");
    String listener =
        fields
            .text("listener")
            .flatMap(ParkedKeyRoutes::listener)
            .orElseThrow(
                () -> new InvalidFieldException("listener", "listener is " + ACCEPTED_LISTENER));
    String key =
        fields
            .text("key")
            .orElseThrow(() -> new InvalidFieldException("key", "key is the key of an event"));
    String execution =
        fields
            .text("execution")
            .orElseThrow(
                () ->
                    new InvalidFieldException(
                        "execution", "execution is the id of the failed execution"));
    ParkedKey parked = reads.key(tenant, listener, key).orElseThrow(Problem.NOT_FOUND::asException);
    // So that whoever asks once more does not pass over the next one that fails.
    if (!parked.failed().execution().equals(execution)) {
      throw NOT_BEHIND.asException();
    }
    if (parked.state().equals(ParkedKey.WAITING)) {
      release(tenant, parked, CommandOrigin.of(call));
    }
    return Answer.json(202, show(parked));
  }

  private void release(TenantId tenant, ParkedKey parked, CommandOrigin origin) {
    Instant now = clock.instant();
    repeats.send(tenant, List.of(new Repeat.OfExecution(request(tenant, parked, origin, now))));
    repeats.tell(tenant, List.of(change(tenant, parked, origin, now)));
    Shown.await(
        () ->
            reads
                .key(tenant, parked.listener(), parked.key())
                .filter(it -> it.state().equals(ParkedKey.WAITING))
                .filter(it -> it.failed().equals(parked.failed()))
                .isEmpty(),
        "the key was released");
  }

  /** Names the event that the key waits for: whoever waits for another by then still does. */
  private static ExecutionRequest request(
      TenantId tenant, ParkedKey parked, CommandOrigin origin, Instant now) {
    return ExecutionRequest.newBuilder()
        .setId(origin.commandId().toString())
        .setTenant(tenant.value())
        // Nothing is run.
        .setScript("")
        .setTrigger(ParkedKey.RELEASE)
        .setListener(parked.listener())
        .setReplayOf(parked.failed().execution())
        .setEvent(
            TriggerEvent.newBuilder()
                .setId(parked.failed().event())
                .setTenant(tenant.value())
                .setType("")
                .setKey(parked.key())
                .setOccurredAt(now)
                .setPayload("null")
                .setHeaders(Map.of())
                .build())
        .setRequestedBy(origin.actor())
        .setRequestedAt(now)
        .build();
  }

  private static EntityChange change(
      TenantId tenant, ParkedKey parked, CommandOrigin origin, Instant now) {
    return EntityChange.newBuilder()
        .setId(origin.commandId().toString())
        .setTenant(tenant.value())
        .setKind(KIND)
        .setEntity(parked.listener())
        .setAction(ACTION)
        .setVersion(0)
        .setActor(origin.actor())
        .setSource(origin.address().orElse(null))
        .setAt(now)
        .setBefore(parked.toJson())
        .build();
  }

  private static Optional<String> listener(String text) {
    return EntityId.parse(text).map(EntityId::value);
  }

  private static ObjectNode show(ParkedKey key) {
    return JSON.valueToTree(key);
  }
}
