package io.scriptmaster.api.tokens;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.scriptmaster.api.commands.CommandOrigin;
import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.http.Answer;
import io.scriptmaster.api.http.Call;
import io.scriptmaster.api.http.Cursor;
import io.scriptmaster.api.http.Listing;
import io.scriptmaster.api.http.Permission;
import io.scriptmaster.api.http.Problem;
import io.scriptmaster.api.http.Routes;
import io.scriptmaster.api.http.TenantDoor;
import io.scriptmaster.command.CommandResult;
import io.scriptmaster.entity.ApiToken;
import io.scriptmaster.processors.entities.EntityCatalogue;
import io.scriptmaster.processors.entities.SaveApiToken;
import io.scriptmaster.schemas.EntityId;
import io.scriptmaster.schemas.RecordJson;
import io.scriptmaster.schemas.RecordSize;
import io.scriptmaster.schemas.TenantId;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * {@code /v1/tenants/{tenant}/tokens}. A token is shown once, in the answer to its POST; it never
 * changes, and is deleted.
 */
public final class TokenRoutes {

  private static final String PATH = "/v1/tenants/{tenant}/tokens";
  private static final int MAX_BODY = 16 * 1024;

  private static final Listing<ApiToken> TOKENS =
      new Listing<>(new Cursor("tokens"), 50, RecordJson::show, RecordSize::characters);

  private final EntityReads reads;
  private final TokenWrites writes;
  private final Clock clock;
  private final Consumer<byte[]> randomBytes;

  public TokenRoutes(EntityReads reads, Commands commands, Clock clock) {
    this(reads, commands, clock, new SecureRandom()::nextBytes);
  }

  TokenRoutes(EntityReads reads, Commands commands, Clock clock, Consumer<byte[]> randomBytes) {
    this.reads = reads;
    this.writes = new TokenWrites(commands);
    this.clock = clock;
    this.randomBytes = randomBytes;
  }

  public void addTo(Routes routes, TenantDoor door) {
    routes
        .post(PATH, Permission.ADMINISTER, door.to(this::create))
        .get(PATH, Permission.ADMINISTER, door.to(this::list))
        .get(PATH + "/{id}", Permission.ADMINISTER, door.to(this::show))
        .delete(PATH + "/{id}", Permission.ADMINISTER, door.to(this::delete));
  }

  private Answer create(TenantId tenant, Call call) {
    call.query();
    NewToken wanted = NewToken.read(call.json(MAX_BODY), clock.instant());
    CommandOrigin origin = CommandOrigin.of(call);
    TokenText token = TokenText.generate(tenant, idOf(origin.commandId()), randomBytes);
    SaveApiToken body = wanted.save(token);
    CommandResult result = writes.create(token, body, origin);
    requireFirstAttempt(token, call);
    // Not read back: were there nothing to read from now, the token would be lost.
    ObjectNode json = RecordJson.show(stored(token, body, result, origin.actor()));
    json.put("token", token.reveal());
    return tagged(201, json)
        .with("Location", "/v1/tenants/%s/tokens/%s".formatted(tenant, token.id()));
  }

  /** A second attempt with the same key gets the first one's verdict, and has another secret. */
  private void requireFirstAttempt(TokenText token, Call call) {
    if (call.header("Idempotency-Key").isPresent()
        && find(token.tenant(), token.id())
            .map(StoredTokens::hash)
            .filter(hash -> MessageDigest.isEqual(hash, token.hash()))
            .isEmpty()) {
      throw Problem.of(
              409,
              "token_shown_before",
              "this Idempotency-Key made the token %s before, and it is shown once; delete it, and make another with another key"
                  .formatted(token.id()))
          .asException();
    }
  }

  private Answer list(TenantId tenant, Call call) {
    return TOKENS.answer(
        call.query("limit", "cursor"),
        (from, limit) -> reads.list(EntityCatalogue.API_TOKENS, tenant, from, limit));
  }

  private Answer show(TenantId tenant, Call call) {
    call.query();
    return tagged(200, RecordJson.show(existing(tenant, call)));
  }

  private Answer delete(TenantId tenant, Call call) {
    call.query();
    Optional<String> ifMatch = call.header("If-Match");
    if (ifMatch.isPresent()) {
      requireMatch(ifMatch.get().strip(), existing(tenant, call));
    }
    EntityId id = idIn(call).orElseThrow(Problem.NOT_FOUND::asException);
    writes.delete(tenant, id, CommandOrigin.of(call));
    return Answer.noContent();
  }

  private ApiToken existing(TenantId tenant, Call call) {
    return idIn(call).flatMap(id -> find(tenant, id)).orElseThrow(Problem.NOT_FOUND::asException);
  }

  /** Nothing longer: some put a whole token here, which then must go no further. */
  private static Optional<EntityId> idIn(Call call) {
    return Optional.of(call.path("id")).filter(TokenText::isId).map(EntityId::new);
  }

  private Optional<ApiToken> find(TenantId tenant, EntityId id) {
    return reads.find(EntityCatalogue.API_TOKENS, tenant, id);
  }

  private static void requireMatch(String ifMatch, ApiToken token) {
    String tag = tag(token.getVersion());
    if (!ifMatch.equals("*") && !ifMatch.equals(tag)) {
      throw Problem.of(412, "version_conflict", "the ETag of the token is " + tag).asException();
    }
  }

  /**
   * Of the command's id: 16 of its last digits to the base 36, which are as random as it is, and
   * the same for each attempt with one idempotency key.
   */
  private static EntityId idOf(UUID commandId) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(commandId.getMostSignificantBits()).putLong(commandId.getLeastSignificantBits());
    String digits = "0".repeat(16) + new BigInteger(1, bytes.array()).toString(36);
    return new EntityId(digits.substring(digits.length() - 16));
  }

  /** The entity as the decision has just stored it. */
  private static ApiToken stored(
      TokenText token, SaveApiToken body, CommandResult result, String actor) {
    return ApiToken.newBuilder()
        .setTenant(token.tenant().value())
        .setId(token.id().value())
        .setVersion(result.getVersion())
        .setRole(body.role())
        .setDescription(body.description())
        .setHash(ByteBuffer.wrap(body.hash()))
        .setExpiresAt(body.expiresAt())
        .setLastUsedAt(null)
        .setCreatedAt(result.getDecidedAt())
        .setCreatedBy(actor)
        .setUpdatedAt(result.getDecidedAt())
        .setUpdatedBy(actor)
        .build();
  }

  private static Answer tagged(int status, ObjectNode entity) {
    return Answer.json(status, entity).with("ETag", tag(entity.path("version").asLong()));
  }

  private static String tag(long version) {
    return "\"%d\"".formatted(version);
  }
}
