package io.scriptmaster.api.commands;

import io.scriptmaster.command.CommandResult;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/** Who waits for which verdict. Bounded; used by callers and by the thread that reads results. */
final class PendingCommands {

  private final int limit;
  private final Semaphore places;
  private final Map<String, CompletableFuture<CommandResult>> waiting = new ConcurrentHashMap<>();

  PendingCommands(int limit) {
    this.limit = limit;
    this.places = new Semaphore(limit);
  }

  /**
   * @throws TooManyCommandsException where all places are taken
   */
  CompletableFuture<CommandResult> expect(String commandId) {
    if (!places.tryAcquire()) {
      throw new TooManyCommandsException(limit);
    }
    CompletableFuture<CommandResult> verdict = new CompletableFuture<>();
    waiting.put(commandId, verdict);
    return verdict;
  }

  /** Results of commands that somebody else sent are nobody's here. */
  void complete(CommandResult result) {
    Optional.ofNullable(waiting.get(result.getCommandId()))
        .ifPresent(verdict -> verdict.complete(result));
  }

  void fail(String commandId, RuntimeException failure) {
    Optional.ofNullable(waiting.get(commandId))
        .ifPresent(verdict -> verdict.completeExceptionally(failure));
  }

  void failAll(RuntimeException failure) {
    waiting.values().forEach(verdict -> verdict.completeExceptionally(failure));
  }

  /** Every expected command is forgotten once, by the caller who waited. */
  void forget(String commandId) {
    if (waiting.remove(commandId) != null) {
      places.release();
    }
  }
}
