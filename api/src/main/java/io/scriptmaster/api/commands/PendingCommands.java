package io.scriptmaster.api.commands;

import io.scriptmaster.api.http.Shares;
import io.scriptmaster.command.CommandResult;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Who waits for which verdict: several where a client tries again before the first attempt is
 * answered. Bounded, in all and for each tenant; used by callers and by the thread that reads
 * results.
 */
final class PendingCommands {

  private final Shares<String> places;
  private final Map<Key, List<Waiter>> waiting = new ConcurrentHashMap<>();

  /** A command's id is chosen by its sender: alone it does not tell tenants apart. */
  record Key(String tenant, String commandId) {}

  private record Waiter(
      CompletableFuture<CommandResult> verdict,
      Optional<String> digest,
      Shares<String>.Share place) {

    /** A verdict without a digest was decided by an older version, or has a command without one. */
    boolean waitsFor(CommandResult result) {
      return result.getDigest() == null
          || digest.isEmpty()
          || digest.get().equals(result.getDigest());
    }
  }

  /**
   * @param limit of callers who wait
   * @param ofTenant of those, for one tenant
   */
  PendingCommands(int limit, int ofTenant) {
    this.places = new Shares<>(limit, ofTenant);
  }

  /**
   * @param digest the command's: under one id another one gets another verdict
   * @throws TooManyCommandsException where all places are taken, or all of the tenant
   */
  CompletableFuture<CommandResult> expect(Key command, Optional<String> digest) {
    Shares<String>.Share place = places.of(command.tenant());
    Optional<Shares.Lack> lack = place.take(1);
    if (lack.isPresent()) {
      throw refusal(lack.get());
    }
    Waiter waiter = new Waiter(new CompletableFuture<>(), digest, place);
    waiting.merge(
        command,
        List.of(waiter),
        (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
    return waiter.verdict();
  }

  private TooManyCommandsException refusal(Shares.Lack lack) {
    return switch (lack) {
      case OF_HOLDER -> TooManyCommandsException.ofTenant(places.each());
      case OF_ALL -> TooManyCommandsException.ofAll(places.all());
    };
  }

  /** Results of commands that somebody else sent are nobody's here. */
  void complete(CommandResult result) {
    waiting.getOrDefault(new Key(result.getTenant(), result.getCommandId()), List.of()).stream()
        .filter(waiter -> waiter.waitsFor(result))
        .forEach(waiter -> waiter.verdict().complete(result));
  }

  void failAll(RuntimeException failure) {
    waiting
        .values()
        .forEach(waiters -> waiters.forEach(it -> it.verdict().completeExceptionally(failure)));
  }

  /** Every expected verdict is forgotten, by the caller who waited; a second time does nothing. */
  void forget(Key command, CompletableFuture<CommandResult> verdict) {
    waiting.computeIfPresent(
        command,
        (key, waiters) -> {
          waiters.stream()
              .filter(waiter -> waiter.verdict() == verdict)
              .forEach(waiter -> waiter.place().close());
          List<Waiter> left =
              waiters.stream().filter(waiter -> waiter.verdict() != verdict).toList();
          return left.isEmpty() ? null : left;
        });
  }
}
