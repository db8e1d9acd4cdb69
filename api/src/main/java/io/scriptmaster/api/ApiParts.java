package io.scriptmaster.api;

import static java.util.Objects.requireNonNull;

import io.scriptmaster.api.commands.Commands;
import io.scriptmaster.api.entities.EntityReads;
import io.scriptmaster.api.events.TriggerEvents;
import io.scriptmaster.api.executions.ExecutionReads;
import io.scriptmaster.engine.SourceCheck;
import java.util.function.Function;

/**
 * What the API stands on. Owned, and closed, by whoever makes it.
 *
 * @param entities where entities are read
 * @param executions where executions are read
 * @param commands who makes changes
 * @param events who takes trigger events
 * @param sourceCheck looks for syntax errors in a script; safe for use by several threads
 * @param readiness what {@code /readyz} tells
 */
public record ApiParts(
    EntityReads entities,
    ExecutionReads executions,
    Commands commands,
    TriggerEvents events,
    Function<String, SourceCheck> sourceCheck,
    Readiness readiness) {

  public ApiParts {
    requireNonNull(entities, "entities");
    requireNonNull(executions, "executions");
    requireNonNull(commands, "commands");
    requireNonNull(events, "events");
    requireNonNull(sourceCheck, "sourceCheck");
    requireNonNull(readiness, "readiness");
  }
}
