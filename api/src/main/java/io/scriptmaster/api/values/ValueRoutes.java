package io.scriptmaster.api.values;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Query;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.Scans;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.execution.ScriptValue;
import io.scriptmaster.processors.streams.Page;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.util.Base64;
import java.util.Optional;

/** {@code /v1/tenants/{tenant}/values}. */
public final class ValueRoutes {

  private static final int MAX_KEY = 500;
  private static final String PATH = "/v1/tenants/{tenant}/values";

  private static final Listing<ScriptValue> VALUES =
      new Listing<>(new Cursor("values"), 50, RecordJson::show, RecordSize::characters);

  private final ValueReads reads;
  private final Scans scans;

  public ValueRoutes(ValueReads reads, Scans scans) {
    this.reads = reads;
    this.scans = scans;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes
        .get(PATH, Permission.VIEW, door.to(this::list))
        .get(PATH + "/{key}", Permission.VIEW, door.to(this::show));
  }

  private Answer list(TenantId tenant, Call call) {
    Query query = call.query("prefix", "limit", "cursor");
    String prefix =
        query
            .value(
                "prefix",
                text -> Optional.of(text).filter(it -> it.length() <= MAX_KEY),
                "the first characters of keys, at most %d".formatted(MAX_KEY))
            .orElse("");
    return scans.run(
        tenant,
        () ->
            VALUES.answer(
                query,
                (from, limit) -> encoded(reads.values(tenant, prefix, decoded(from), limit))));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    return Optional.of(call.path("key"))
        .filter(key -> key.length() <= MAX_KEY)
        .flatMap(key -> reads.value(tenant, key))
        .map(value -> Answer.json(200, RecordJson.show(value)))
        .orElseThrow(Problem.NOT_FOUND::asException);
  }

  /** A key holds any characters, a cursor visible ones. */
  private static Page<ScriptValue> encoded(Page<ScriptValue> page) {
    return new Page<>(
        page.items(),
        page.next()
            .map(
                key ->
                    Base64.getUrlEncoder().withoutPadding().encodeToString(key.getBytes(UTF_8))));
  }

  private static String decoded(String position) {
    try {
      return new String(Base64.getUrlDecoder().decode(position), UTF_8);
    } catch (IllegalArgumentException e) {
      throw Query.refuse("cursor", "cursor is the nextCursor of the part before, unchanged");
    }
  }
}
