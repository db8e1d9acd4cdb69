package io.scriptmaster.api.commands;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.api.http.Call;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Who asks for a change, and how a second attempt at it is told from a new one.
 *
 * @param commandId a command whose id was decided before gets the same verdict again
 * @param actor who asks
 * @param address where the request came from, if it was one
 * @param digest of what is asked for, where it may be asked for again under the same id: another
 *     one is refused then
 */
public record CommandOrigin(
    UUID commandId, String actor, Optional<String> address, Optional<String> digest) {

  public CommandOrigin {
    requireNonNull(commandId, "commandId");
    requireNonNull(actor, "actor");
    requireNonNull(address, "address");
    requireNonNull(digest, "digest");
  }

  /** Of something that is asked for once. */
  public CommandOrigin(UUID commandId, String actor, Optional<String> address) {
    this(commandId, actor, address, Optional.empty());
  }

  /**
   * The caller; the command's id follows from the header {@code Idempotency-Key} where there is
   * one. The digest is of the query and of what was read of the body: read it before.
   *
   * @throws io.scriptmaster.api.http.ProblemException 400 where the header is malformed
   */
  public static CommandOrigin of(Call call) {
    Optional<IdempotencyKey> key = IdempotencyKey.of(call);
    return new CommandOrigin(
        key.map(it -> it.commandId(call)).orElseGet(UUID::randomUUID),
        call.caller().actor(),
        Optional.of(call.remoteAddress()),
        key.map(it -> it.digest(call)));
  }

  /** With another digest in the place of the one that there is, if any. */
  public CommandOrigin withDigest(UnaryOperator<String> other) {
    return new CommandOrigin(commandId, actor, address, digest.map(other));
  }
}
