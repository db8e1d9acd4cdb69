package io.scriptmaster.api.commands;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.api.http.Call;
import java.util.Optional;
import java.util.UUID;

/**
 * Who asks for a change, and how a second attempt at it is told from a new one.
 *
 * @param commandId a command whose id was decided before gets the same verdict again
 * @param actor who asks
 * @param address where the request came from, if it was one
 */
public record CommandOrigin(UUID commandId, String actor, Optional<String> address) {

  public CommandOrigin {
    requireNonNull(commandId, "commandId");
    requireNonNull(actor, "actor");
    requireNonNull(address, "address");
  }

  /**
   * The caller; the command's id follows from the header {@code Idempotency-Key} where there is
   * one.
   *
   * @throws io.scriptmaster.api.http.ProblemException 400 where the header is malformed
   */
  public static CommandOrigin of(Call call) {
    UUID id = IdempotencyKey.of(call).map(key -> key.commandId(call)).orElseGet(UUID::randomUUID);
    return new CommandOrigin(id, call.caller().actor(), Optional.of(call.remoteAddress()));
  }
}
