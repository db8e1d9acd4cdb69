package io.scriptmaster.api.commands;

import io.scriptmaster.command.CommandResult;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Stream;

/**
 * Who waits for which verdict: several where a client tries again before the first attempt is
 * answered. Bounded; used by callers and by the thread that reads results.
 */
final class PendingCommands {

  private final int limit;
  private final Semaphore places;
  private final Map<Key, List<CompletableFuture<CommandResult>>> waiting =
      new ConcurrentHashMap<>();

  /** A command's id is chosen by its sender: alone it does not tell tenants apart. */
  record Key(String tenant, String commandId) {}

  PendingCommands(int limit) {
    this.limit = limit;
    this.places = new Semaphore(limit);
  }

  /**
   * @throws TooManyCommandsException where all places are taken
   */
  CompletableFuture<CommandResult> expect(Key command) {
    if (!places.tryAcquire()) {
      throw new TooManyCommandsException(limit);
    }
    CompletableFuture<CommandResult> verdict = new CompletableFuture<>();
    waiting.merge(
        command,
        List.of(verdict),
        (before, added) -> Stream.concat(before.stream(), added.stream()).toList());
    return verdict;
  }

  /** Results of commands that somebody else sent are nobody's here. */
  void complete(CommandResult result) {
    waiting
        .getOrDefault(new Key(result.getTenant(), result.getCommandId()), List.of())
        .forEach(verdict -> verdict.complete(result));
  }

  void failAll(RuntimeException failure) {
    waiting.values().forEach(verdicts -> verdicts.forEach(it -> it.completeExceptionally(failure)));
  }

  /** Every expected verdict is forgotten, by the caller who waited; a second time does nothing. */
  void forget(Key command, CompletableFuture<CommandResult> verdict) {
    waiting.computeIfPresent(
        command,
        (key, verdicts) -> {
          List<CompletableFuture<CommandResult>> left =
              verdicts.stream().filter(it -> it != verdict).toList();
          if (left.size() < verdicts.size()) {
            places.release();
          }
          return left.isEmpty() ? null : left;
        });
  }
}
